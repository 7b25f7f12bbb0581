package dev.nacre.mammo.image;

import dev.nacre.core.Key;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Random changes of a training picture, in this order: each flip with a probability of its own; an affine map, an
 * elastic distortion, a crop and a change of gamma, each as often as {@code probability} says. A flip turns a left
 * breast into the shape of a right one although the text may name the side: {@code swapSides} says that the text is to
 * follow ({@link dev.nacre.mammo.data.SideSwap}); the published training left it as it was.
 *
 * @param horizontalFlip probability that left and right are exchanged
 * @param verticalFlip probability that top and bottom are exchanged
 * @param probability of each of the others that is there
 * @param affine draws the affine map
 * @param elastic the elastic distortion
 * @param crop the crop
 * @param gamma the change of gamma
 * @param swapSides whether the text of a horizontally flipped picture names the other side
 */
public record PictureAugmentation(double horizontalFlip, double verticalFlip, double probability,
        Optional<RandomAffine> affine, Optional<RandomElastic> elastic, Optional<RandomCrop> crop,
        Optional<RandomGamma> gamma, boolean swapSides) {
    /** Leaves pictures as they are. */
    public static final PictureAugmentation NONE = new PictureAugmentation(0, 0, 0, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), false);
    /**
     * The numbers of Mammo-CLIP as ranges symmetric about no change, and without its elastic distortion. (As its
     * library read these numbers, it trained with one constant skew: {@link #PAPER}.)
     */
    public static final PictureAugmentation MAMMO_CLIP = NONE.withFlips(0.5, 0.5)
            .withWarps(0.5, Optional.of(new RandomAffine.Symmetric(20, 0.1, 0.2, 20)), Optional.empty());
    /** What Mammo-CLIP was trained with, constant skew included. */
    public static final PictureAugmentation PAPER = NONE.withFlips(0.5, 0.5)
            .withWarps(0.5, Optional.of(new RandomAffine.Paper()), Optional.of(RandomElastic.PAPER));

    /** Refuses numbers that are no probabilities. */
    public PictureAugmentation {
        for (double one : new double[] {horizontalFlip, verticalFlip, probability}) {
            if (!(one >= 0 && one <= 1)) {
                throw new IllegalArgumentException("a probability lies between 0 and 1, got " + one);
            }
        }
    }

    /** The same with other probabilities of flips. */
    public PictureAugmentation withFlips(double horizontal, double vertical) {
        return new PictureAugmentation(horizontal, vertical, probability, affine, elastic, crop, gamma, swapSides);
    }

    /** The same with other warps. */
    public PictureAugmentation withWarps(double newProbability, Optional<RandomAffine> newAffine,
            Optional<RandomElastic> newElastic) {
        return new PictureAugmentation(horizontalFlip, verticalFlip, newProbability, newAffine, newElastic, crop, gamma,
                swapSides);
    }

    /** The same with another crop and change of gamma. */
    public PictureAugmentation with(Optional<RandomCrop> newCrop, Optional<RandomGamma> newGamma) {
        return new PictureAugmentation(horizontalFlip, verticalFlip, probability, affine, elastic, newCrop, newGamma,
                swapSides);
    }

    /** The same, with or without texts that follow flips. */
    public PictureAugmentation withSwappedSides(boolean swap) {
        return new PictureAugmentation(horizontalFlip, verticalFlip, probability, affine, elastic, crop, gamma, swap);
    }

    /** Whether {@link #apply(float[], int, int, Key)} exchanges left and right for this key. */
    public boolean flipsHorizontally(Key key) {
        return key.uniform(0) < horizontalFlip;
    }

    /**
     * A changed copy, or the array itself where nothing is changed.
     *
     * @param levels {@code [height, width]}, row-major
     */
    public float[] apply(float[] levels, int height, int width, Key key) {
        return apply(levels, height, width, key, flipsHorizontally(key));
    }

    /** As {@link #apply(float[], int, int, Key)}, but whether left and right are exchanged was decided elsewhere. */
    public float[] apply(float[] levels, int height, int width, Key key, boolean flipHorizontally) {
        float[] changed = flipHorizontally ? flipped(levels, height, width, false) : levels;
        if (flipsVertically(key)) {
            changed = flipped(changed, height, width, true);
        }
        if (isMoved(key)) {
            changed = new AffineWarp(affine.get().draw(height, width, key), affine.get().border(changed))
                    .apply(changed, height, width);
        }
        if (happens(elastic, key.child(1))) {
            changed = elastic.get().apply(changed, height, width, key.child(1));
        }
        if (happens(crop, key.child(2))) {
            changed = crop.get().apply(changed, height, width, key.child(2));
        }
        if (happens(gamma, key.child(3))) {
            changed = gamma.get().apply(changed, key.child(3));
        }
        return changed;
    }

    /**
     * Where {@link #apply(float[], int, int, Key)} takes the points of a picture for this key, such as the corners of a
     * box.
     *
     * @throws IllegalArgumentException if there is an elastic distortion: it takes every point elsewhere
     */
    public PlaneAffine map(int height, int width, Key key) {
        if (elastic.isPresent()) {
            throw new IllegalArgumentException("an elastic distortion is no affine map, so that boxes cannot follow it:"
                    + " leave it out");
        }
        PlaneAffine map = flipsHorizontally(key) ? PlaneAffine.flipHorizontally(width) : PlaneAffine.IDENTITY;
        if (flipsVertically(key)) {
            map = map.then(PlaneAffine.flipVertically(height));
        }
        if (isMoved(key)) {
            map = map.then(affine.get().draw(height, width, key));
        }
        return happens(crop, key.child(2))
                ? map.then(crop.get().draw(height, width, key.child(2))) : map;
    }

    /** What {@link #apply(float[], int, int, Key, boolean)} would do, for whoever does it elsewhere. */
    DrawnAugmentation draw(int height, int width, Key key, boolean flipHorizontally) {
        return new DrawnAugmentation(flipHorizontally, flipsVertically(key),
                isMoved(key) ? affine.map(one ->
                        new DrawnAugmentation.Moved(one.draw(height, width, key), one.beyond())) : Optional.empty(),
                happens(elastic, key.child(1)) ? elastic.map(one -> one.draw(height, width, key.child(1)))
                        : Optional.empty(),
                happens(crop, key.child(2)) ? crop.map(one -> one.draw(height, width, key.child(2)))
                        : Optional.empty(),
                happens(gamma, key.child(3)) ? OptionalDouble.of(gamma.get().draw(key.child(3)))
                        : OptionalDouble.empty());
    }

    private boolean flipsVertically(Key key) {
        return key.uniform(1) < verticalFlip;
    }

    private boolean isMoved(Key key) {
        return affine.isPresent() && key.uniform(2) < probability;
    }

    private boolean happens(Optional<?> change, Key key) {
        return change.isPresent() && key.uniform(0) < probability;
    }

    private static float[] flipped(float[] levels, int height, int width, boolean vertically) {
        float[] flipped = new float[levels.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int from = vertically ? (height - 1 - row) * width + column : row * width + width - 1 - column;
                flipped[row * width + column] = levels[from];
            }
        }
        return flipped;
    }
}
