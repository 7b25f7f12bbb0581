package dev.nacre.examples.finealign;

import dev.nacre.examples.FoundFile;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.finealign.exam.ExamView;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.nn.InputException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lesions that somebody drew, as masks of the pictures' own pixels, to be seen beside what the model found. */
final class TrueLesions {
    private TrueLesions() {
    }

    /**
     * The lesions of each picture; what is brighter than half of white is one.
     *
     * @param files masks named by side and view as the pictures are
     * @throws InputException if a mask cannot be read, or is of another size than its picture
     */
    static Map<ExamView, List<Region.Pixels>> read(Collection<FoundFile> files, Map<ExamView, Mammogram> pictures) {
        Map<ExamView, List<Region.Pixels>> lesions = new EnumMap<>(ExamView.class);
        ExplainedFiles.read(files).pictures().forEach((view, mask) -> {
            Mammogram picture = pictures.get(view);
            GreyPicture levels = mask.stored();
            if (picture == null || picture.stored().height() != levels.height()
                    || picture.stored().width() != levels.width()) {
                throw new InputException("the mask of the " + ViewNames.spoken(view) + " view has " + levels.height()
                        + " x " + levels.width() + " pixels and its picture "
                        + (picture == null ? "is not there" : "has " + picture.stored().height() + " x "
                                + picture.stored().width()) + ": give masks of the pictures' own pixels");
            }
            Mask inside = Mask.above(levels, ((1 << levels.bits()) - 1) / 2);
            lesions.put(view, Region.components(inside));
        });
        return lesions;
    }
}
