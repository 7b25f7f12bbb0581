package dev.nacre.mammo.exam;

import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.PictureSource;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Prepared pictures of exams. Masks are kept, at two bits a pixel, up to a number of bytes; the pictures themselves are
 * kept or not by their source. Safe for use by many threads.
 */
public final class ViewSource {
    private final PictureSource pictures;
    private final long budgetBytes;
    private final Map<Path, Bits> kept = new HashMap<>();

    private record Bits(BitSet breast, BitSet searched) {
    }

    /**
     * @param pictures whose recipe turns the chest wall to the left
     * @param budgetBytes most bytes of masks to keep
     */
    public ViewSource(PictureSource pictures, long budgetBytes) {
        this.pictures = pictures;
        this.budgetBytes = budgetBytes;
    }

    /** How pictures are prepared. */
    public PixelRecipe recipe() {
        return pictures.recipe();
    }

    /**
     * One picture with its masks; the levels are shared, not to be written to.
     *
     * @throws dev.nacre.nn.InputException if it is not there, or cannot be used
     */
    public PreparedView view(Path file, ExamView view) {
        PreparedPicture picture = pictures.picture(file);
        synchronized (kept) {
            Bits known = kept.get(file);
            if (known != null) {
                return new PreparedView(picture, mask(picture, known.breast), mask(picture, known.searched));
            }
        }
        PreparedView prepared = PreparedView.of(picture, view);
        synchronized (kept) {
            if ((kept.size() + 1L) * recipe().elements() / 4 <= budgetBytes) {
                kept.putIfAbsent(file, new Bits(bits(prepared.breast()), bits(prepared.searched())));
            }
        }
        return prepared;
    }

    /**
     * Finds unusable pictures before work starts.
     *
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public void check(Collection<Exam> exams) {
        pictures.check(exams.stream().flatMap(exam -> exam.pictures().values().stream()).map(ExamPicture::file)
                .toList());
    }

    private static BitSet bits(Mask mask) {
        BitSet bits = new BitSet(mask.inside().length);
        for (int index = 0; index < mask.inside().length; index++) {
            bits.set(index, mask.inside()[index]);
        }
        return bits;
    }

    private static Mask mask(PreparedPicture picture, BitSet bits) {
        boolean[] inside = new boolean[picture.levels().length];
        for (int index = bits.nextSetBit(0); index >= 0; index = bits.nextSetBit(index + 1)) {
            inside[index] = true;
        }
        return new Mask(picture.height(), picture.width(), inside);
    }
}
