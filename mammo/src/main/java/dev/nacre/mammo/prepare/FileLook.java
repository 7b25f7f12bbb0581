package dev.nacre.mammo.prepare;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.PictureLook;
import dev.nacre.mammo.data.sets.ViewName;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PictureContent;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Opens files to see what a set's tables leave out. A file that cannot be read says nothing. */
public final class FileLook implements PictureLook {
    /** There is no state; all are alike. */
    public FileLook() {
    }

    @Override
    public Optional<Head> head(Path file) {
        try {
            if (!MammogramReader.isDicom(PictureContent.of(file))) {
                GreyPicture picture = MammogramReader.read(file).stored();
                return Optional.of(new Head(picture.height(), picture.width(), Laterality.UNKNOWN, ViewName.UNKNOWN));
            }
            try (DicomFile dicom = DicomFile.open(file)) {
                DataSet dataset = dicom.dataset();
                return Optional.of(new Head(dataset.integer(Tag.ROWS).orElse(0), dataset.integer(Tag.COLUMNS).orElse(0),
                        side(dataset), view(dataset)));
            }
        } catch (InputException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public boolean twoValued(Path file) {
        try {
            short[] levels = MammogramReader.read(file).stored().levels();
            short first = levels[0];
            Short second = null;
            for (short level : levels) {
                if (level != first) {
                    second = second == null ? level : second;
                    if (level != second) {
                        return false;
                    }
                }
            }
            return second != null;
        } catch (InputException unreadable) {
            return false;
        }
    }

    private static Laterality side(DataSet dataset) {
        return switch (dataset.string(Tag.IMAGE_LATERALITY).or(() -> dataset.string(Tag.LATERALITY)).orElse("")) {
            case "L" -> Laterality.LEFT;
            case "R" -> Laterality.RIGHT;
            default -> Laterality.UNKNOWN;
        };
    }

    /** By the words of the view's code, as published sets write it, or else by the view position. */
    private static ViewName view(DataSet dataset) {
        for (DataSet code : dataset.items(Tag.VIEW_CODE_SEQUENCE)) {
            switch (code.string(Tag.CODE_MEANING).orElse("").toLowerCase(Locale.ROOT).replace("-", "")) {
                case "craniocaudal" -> {
                    return new ViewName("CC");
                }
                case "mediolateral oblique" -> {
                    return new ViewName("MLO");
                }
                default -> {
                }
            }
        }
        return dataset.string(Tag.VIEW_POSITION).filter(text -> text.matches("[A-Z]{1,8}")).map(ViewName::new)
                .orElse(ViewName.UNKNOWN);
    }
}
