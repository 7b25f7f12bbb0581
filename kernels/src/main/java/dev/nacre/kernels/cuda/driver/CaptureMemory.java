package dev.nacre.kernels.cuda.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The memory that a captured step writes to whenever it is repeated: nobody else may have it while the step can be
 * repeated. What the step itself gives back and takes again is reused within it, since its work keeps its order.
 * Guarded by the pool's lock.
 */
public final class CaptureMemory {
    private final TreeSet<DeviceSegment.Piece> reusable = new TreeSet<>();
    private final List<DeviceSegment.Piece> kept = new ArrayList<>();
    private boolean open = true;
    private boolean ended;

    CaptureMemory() {
    }

    /** Whether nobody can repeat the step any more. */
    boolean hasEnded() {
        return ended;
    }

    DeviceSegment.Piece reuse(long size) {
        DeviceSegment.Piece best = reusable.ceiling(new DeviceSegment(0, size).whole());
        if (best != null) {
            reusable.remove(best);
        }
        return best;
    }

    void keepReusable(DeviceSegment.Piece rest) {
        reusable.add(rest);
    }

    /** A block that the step had taken comes back. */
    void give(DeviceBlock block) {
        if (open) {
            reusable.add(block.piece());
        } else {
            kept.add(block.piece());
        }
    }

    /** A block that was taken before the step, and given back within it, may be read when it is repeated. */
    void keep(DeviceSegment.Piece piece) {
        kept.add(piece);
    }

    void close() {
        open = false;
    }

    long keptBytes() {
        return reusable.stream().mapToLong(DeviceSegment.Piece::length).sum()
                + kept.stream().mapToLong(DeviceSegment.Piece::length).sum();
    }

    /** Ends it: what is idle may be had by anybody; what is held goes back like any block. */
    List<DeviceSegment.Piece> end() {
        ended = true;
        List<DeviceSegment.Piece> all = new ArrayList<>(kept);
        all.addAll(reusable);
        kept.clear();
        reusable.clear();
        return all;
    }
}
