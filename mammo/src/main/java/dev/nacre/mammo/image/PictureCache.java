package dev.nacre.mammo.image;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Pictures read and resized, kept in memory up to a number of bytes. What is kept stays: an epoch visits every picture
 * once in a new order, so that throwing out the least recently used one would keep none that is about to be needed.
 *
 * <p>Safe for use by many threads.
 */
public final class PictureCache {
    private final PicturePreparation preparation;
    private final long budgetBytes;
    private final Map<Path, float[]> kept = new HashMap<>();

    /**
     * @param preparation gives the size
     * @param budgetBytes most bytes of levels to keep; 0 keeps nothing
     */
    public PictureCache(PicturePreparation preparation, long budgetBytes) {
        this.preparation = preparation;
        this.budgetBytes = budgetBytes;
    }

    /** How pictures are prepared. */
    public PicturePreparation preparation() {
        return preparation;
    }

    /**
     * The levels of a picture at the size of the model's input, {@code [height, width]}; shared, not to be written to.
     *
     * @throws dev.nacre.nn.InputException as {@link PictureReader#read} does
     */
    public float[] levels(Path file) {
        synchronized (kept) {
            float[] found = kept.get(file);
            if (found != null) {
                return found;
            }
        }
        // Outside the lock, so that several pictures are decoded at once; rarely one is decoded twice.
        float[] levels = preparation.resize(PictureReader.read(file));
        synchronized (kept) {
            if (bytes(kept.size() + 1L) <= budgetBytes) {
                kept.putIfAbsent(file, levels);
            }
        }
        return levels;
    }

    /**
     * Finds unusable pictures before work starts: decodes and keeps as many as the budget holds, and of the others
     * checks format and size.
     *
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public void check(Collection<Path> files) {
        long number = 0;
        for (Path file : files) {
            if (bytes(++number) <= budgetBytes) {
                levels(file);
            } else {
                PictureReader.check(file);
            }
        }
    }

    /** Bytes of levels kept. */
    public long keptBytes() {
        synchronized (kept) {
            return bytes(kept.size());
        }
    }

    private long bytes(long pictures) {
        return pictures * preparation.elements() * Float.BYTES;
    }
}
