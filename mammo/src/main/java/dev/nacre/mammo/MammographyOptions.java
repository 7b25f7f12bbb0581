package dev.nacre.mammo;

import java.time.Duration;

/**
 * What the callers of one {@link Mammography} may take together, and how long one of them waits for the others.
 *
 * @param pictureBytes most bytes of the heap for pictures that are being decoded and prepared
 * @param tensorBytes  most bytes outside the heap for the networks' working memory; at most what the pool has left
 *                     beside the weights ({@code -Dnacre.memory}) counts, so that any large number means all of it
 * @param atOnce       networks that run at a time; a kernel already uses all cores, so more than there are cores only
 *                     take memory. Twice as many pictures are decoded, prepared or ready
 * @param patience     how long a call waits before it is refused
 */
public record MammographyOptions(long pictureBytes, long tensorBytes, int atOnce, Duration patience) {
    /** Refuses what would let nobody in. */
    public MammographyOptions {
        if (pictureBytes < 1 || tensorBytes < 1 || atOnce < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("a model that may take " + pictureBytes + " bytes for pictures and "
                    + tensorBytes + " for tensors, for " + atOnce + " calls at once that wait " + patience
                    + ", serves nobody: give at least 1 of each and no negative time");
        }
    }

    /** Half of the largest heap, all that the pool has left, as many networks as cores, and endless patience. */
    public static MammographyOptions defaults() {
        return new MammographyOptions(Runtime.getRuntime().maxMemory() / 2, Long.MAX_VALUE,
                Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(Long.MAX_VALUE));
    }

    /** Another bound on pictures. */
    public MammographyOptions withPictureBytes(long bytes) {
        return new MammographyOptions(bytes, tensorBytes, atOnce, patience);
    }

    /** Another bound on tensors. */
    public MammographyOptions withTensorBytes(long bytes) {
        return new MammographyOptions(pictureBytes, bytes, atOnce, patience);
    }

    /** Another number of networks at a time. */
    public MammographyOptions withAtOnce(int networks) {
        return new MammographyOptions(pictureBytes, tensorBytes, networks, patience);
    }

    /** Another patience. */
    public MammographyOptions withPatience(Duration longest) {
        return new MammographyOptions(pictureBytes, tensorBytes, atOnce, longest);
    }
}
