package dev.nacre.mammo.data.sets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which of the files beside a film of CBIS-DDSM is the mask and which the crop: the tables exchange them here and
 * there. A mask has the size of its film and two grey levels. Size alone mostly decides, and costs no decoding; the
 * levels do where several or none have it, since some masks differ in size from their film.
 */
final class CbisMask {
    private CbisMask() {
    }

    static Optional<Path> among(List<Path> files, Path film, PictureLook look) {
        Optional<PictureLook.Head> size = look.head(film);
        List<Path> sameSize = files.stream().filter(file -> size.isPresent() && look.head(file)
                .filter(head -> head.height() == size.get().height() && head.width() == size.get().width())
                .isPresent()).toList();
        if (sameSize.size() == 1) {
            return Optional.of(sameSize.getFirst());
        }
        return (sameSize.isEmpty() ? files : sameSize).stream().filter(look::twoValued).findFirst();
    }
}
