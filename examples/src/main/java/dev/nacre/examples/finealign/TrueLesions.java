package dev.nacre.examples.finealign;

import dev.nacre.examples.FoundFile;
import dev.nacre.mammo.eval.localisation.MarkedLesion;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureFacts;
import dev.nacre.mammo.image.PictureReader;
import dev.nacre.nn.InputException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lesions that somebody drew, as masks of the pictures' own pixels, to be seen beside what the model found. Masks may
 * be coloured, as some sets tell kinds of lesions apart by colour.
 */
final class TrueLesions {
    private TrueLesions() {
    }

    /**
     * The lesions of each picture: pixels with a channel above half of the brightest.
     *
     * @param files masks named by side and view as the pictures are
     * @throws InputException if a mask cannot be read, or is of another size than its picture
     */
    static Map<ExamView, List<Region.Pixels>> read(Collection<FoundFile> files, Map<ExamView, Mammogram> pictures) {
        Map<ExamView, List<Region.Pixels>> lesions = new EnumMap<>(ExamView.class);
        for (FoundFile file : files) {
            ExamView view = ViewNames.of(file.path(), PictureFacts.NONE).orElseThrow(() -> new InputException(
                    "the name of the mask " + file.shownName() + " does not say which view it is of: give it a name"
                            + " with side and view, such as left_cc.png"));
            if (!pictures.containsKey(view)) {
                throw new InputException("the mask " + file.shownName() + " is of the " + ViewNames.spoken(view)
                        + " view, and the exam has no such picture: leave it out");
            }
            lesions.put(view, Region.components(mask(file, pictures.get(view))));
        }
        return lesions;
    }

    private static Mask mask(FoundFile file, Mammogram picture) {
        Mask mask = FoundFile.named(List.of(file), () -> PictureReader.mask(file.path()));
        int height = picture.stored().height();
        int width = picture.stored().width();
        if (mask.height() != height || mask.width() != width) {
            throw new InputException("the mask " + file.shownName() + " has " + mask.height() + " x " + mask.width()
                    + " pixels and its picture has " + height + " x " + width
                    + ": give masks of the pictures' own pixels");
        }
        return mask;
    }

    /** Those that a set marked in the pictures of an exam. */
    static Map<ExamView, List<Region.Pixels>> of(Exam exam, Map<ExamView, Mammogram> pictures) {
        Map<ExamView, List<Region.Pixels>> lesions = new EnumMap<>(ExamView.class);
        exam.pictures().forEach((view, picture) -> lesions.put(view, MarkedLesion.of(picture.findings(),
                        pictures.get(view).stored().height(), pictures.get(view).stored().width()).stream()
                .map(lesion -> Region.whole(lesion.mask())).toList()));
        return lesions;
    }
}
