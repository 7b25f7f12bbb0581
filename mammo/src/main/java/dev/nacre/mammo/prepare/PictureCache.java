package dev.nacre.mammo.prepare;

import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.image.RecipePicture;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Pictures read from their files and prepared, kept in memory up to a number of bytes. What is kept stays: an epoch
 * visits every picture once in a new order, so that throwing out the least recently used one would keep none that is
 * about to be needed.
 *
 * <p>Safe for use by many threads.
 */
public final class PictureCache implements PictureSource {
    private final PixelRecipe recipe;
    private final long budgetBytes;
    private final Map<Path, PreparedPicture> kept = new HashMap<>();

    /**
     * @param recipe how pictures are prepared
     * @param budgetBytes most bytes of levels to keep; 0 keeps nothing
     */
    public PictureCache(PixelRecipe recipe, long budgetBytes) {
        this.recipe = recipe;
        this.budgetBytes = budgetBytes;
    }

    @Override
    public PixelRecipe recipe() {
        return recipe;
    }

    @Override
    public PreparedPicture picture(Path file) {
        return atHand(file).resized();
    }

    /** What is kept is kept resized: that is done once, and takes less memory. */
    @Override
    public RecipePicture atHand(Path file) {
        synchronized (kept) {
            PreparedPicture found = kept.get(file);
            if (found != null) {
                return found;
            }
        }
        // Outside the lock, so that several pictures are decoded at once; rarely one is decoded twice.
        RecipePicture read = recipe.cut(MammogramReader.read(file));
        if (!hasRoom()) {
            return read;
        }
        PreparedPicture prepared = read.resized();
        synchronized (kept) {
            if (hasRoom()) {
                kept.putIfAbsent(file, prepared);
            }
        }
        return prepared;
    }

    private boolean hasRoom() {
        synchronized (kept) {
            return bytes(kept.size() + 1L) <= budgetBytes;
        }
    }

    /** Prepares and keeps as many as the budget holds, and of the others checks format and size. */
    @Override
    public void check(Collection<Path> files) {
        long number = 0;
        for (Path file : files) {
            if (bytes(++number) <= budgetBytes) {
                picture(file);
            } else {
                MammogramReader.check(file);
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
        return pictures * recipe.elements() * Float.BYTES;
    }
}
