package dev.nacre.mammo.clip;

import dev.nacre.mammo.image.Pictures;
import dev.nacre.nn.text.TokenBatch;
import java.util.List;

/**
 * What one step of pre-training sees: two pictures and two texts of each breast, in the same order. To be closed after
 * its last use.
 *
 * @param firstPictures one picture of each breast
 * @param secondPictures another of each breast, or the same with another augmentation
 * @param firstTexts one text of each breast
 * @param secondTexts another of each breast
 */
public record ClipBatch(Pictures firstPictures, Pictures secondPictures, TokenBatch firstTexts,
        TokenBatch secondTexts) implements AutoCloseable {
    /** Pictures, and texts, of each breast. */
    static final int EACH = 2;

    public ClipBatch {
        if (firstPictures.pictures() != secondPictures.pictures() || firstTexts.texts() != firstPictures.pictures()
                || secondTexts.texts() != firstPictures.pictures()) {
            throw new IllegalArgumentException("a batch needs two pictures and two texts of each breast, got "
                    + firstPictures.pictures() + ", " + secondPictures.pictures() + ", " + firstTexts.texts() + " and "
                    + secondTexts.texts());
        }
    }

    /** The two pictures of each breast. */
    List<Pictures> pictures() {
        return List.of(firstPictures, secondPictures);
    }

    /** The two texts of each breast. */
    List<TokenBatch> texts() {
        return List.of(firstTexts, secondTexts);
    }

    /** Number of breasts. */
    public int size() {
        return firstPictures.pictures();
    }

    /** Gives back what the pictures hold. */
    @Override
    public void close() {
        firstPictures.close();
        secondPictures.close();
    }
}
