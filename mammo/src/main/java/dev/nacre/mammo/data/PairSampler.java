package dev.nacre.mammo.data;

import dev.nacre.core.Key;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws two pictures and two texts of a breast, after Mammo-CLIP's multi-view supervision: a pure function of the row
 * and a key.
 *
 * <p>Pictures: see {@link Pairing}; a breast of one view gives two different files of it where there are two. Texts: of
 * several sections, each text is a section drawn with replacement, reworded with probability ½; of a single section,
 * one text is the original and the other its rewording, in random order.
 *
 * @param pairing which two pictures make a pair
 */
public record PairSampler(Pairing pairing) {

    /** A random pair, for training. */
    public ImageTextPair sample(Breast breast, Key key) {
        Key pictures = key.child(0);
        List<View> views = breast.views();
        int first = (int) pictures.below(views.size(), 0);
        List<Path> ofFirst = breast.pictures().get(views.get(first));
        if (views.size() == 1) {
            int one = below(ofFirst, pictures, 1);
            int step = ofFirst.size() == 1 ? 0 : 1 + (int) pictures.below(ofFirst.size() - 1L, 2);
            return pair(ofFirst.get(one), ofFirst.get((one + step) % ofFirst.size()), breast, key.child(1));
        }
        List<Path> ofSecond = breast.pictures().get(views.get(1 - first));
        return switch (pairing) {
            case VIEWS -> pair(ofFirst.get(below(ofFirst, pictures, 1)), ofSecond.get(below(ofSecond, pictures, 2)),
                    breast, key.child(1));
            case PAPER -> pair(ofSecond.getFirst(), ofSecond.get(Math.min(1, ofSecond.size() - 1)),
                    breast, key.child(1));
        };
    }

    /** The same pair every time, for validation: first picture of the first and last view, first and last section. */
    public static ImageTextPair fixed(Breast breast) {
        List<View> views = breast.views();
        return new ImageTextPair(
                breast.pictures().get(views.getFirst()).getFirst(), breast.pictures().get(views.getLast()).getFirst(),
                breast.sections().getFirst(), breast.sections().getLast());
    }

    private static ImageTextPair pair(Path first, Path second, Breast breast, Key key) {
        if (breast.sections().size() > 1) {
            return new ImageTextPair(first, second, anySection(breast, key, 0), anySection(breast, key, 2));
        }
        String original = breast.sections().getFirst();
        String reworded = breast.augmentedSections().getFirst();
        return key.below(2, 0) == 0
                ? new ImageTextPair(first, second, original, reworded)
                : new ImageTextPair(first, second, reworded, original);
    }

    private static String anySection(Breast breast, Key key, long position) {
        List<String> wording = key.below(2, position) == 0 ? breast.sections() : breast.augmentedSections();
        return wording.get(below(wording, key, position + 1));
    }

    private static int below(List<?> list, Key key, long position) {
        return (int) key.below(list.size(), position);
    }
}
