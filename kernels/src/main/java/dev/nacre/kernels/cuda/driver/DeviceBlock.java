package dev.nacre.kernels.cuda.driver;

/**
 * Device memory that somebody holds. Its address stays valid until it is given back.
 */
public final class DeviceBlock {
    private final DevicePool pool;
    private final DeviceSegment.Piece piece;
    private final long asked;
    private final String holder;
    private final CaptureMemory capture;
    private boolean given;
    private volatile boolean exposed;

    DeviceBlock(DevicePool pool, DeviceSegment.Piece piece, long asked, String holder, CaptureMemory capture) {
        this.pool = pool;
        this.piece = piece;
        this.asked = asked;
        this.holder = holder;
        this.capture = capture;
    }

    /**
     * Where it starts: a multiple of 256.
     *
     * @throws IllegalStateException after it was given back
     */
    public long address() {
        if (given) {
            throw new IllegalStateException("device memory is used that was given back: " + DevicePool.size(asked) + " "
                    + holder);
        }
        exposed = true;
        return piece.address();
    }

    /** Whether somebody has asked for the address since it was taken: work that uses it may be queued. */
    boolean isExposed() {
        return exposed;
    }

    /** Bytes that were asked for. */
    public long bytes() {
        return asked;
    }

    /**
     * How much had been launched when its memory last went back: work on another stream must come after that. 0 for
     * memory that is used for the first time.
     */
    public long usedBefore() {
        return piece.lastUse();
    }

    String holder() {
        return holder;
    }

    DeviceSegment.Piece piece() {
        return piece;
    }

    CaptureMemory capture() {
        return capture;
    }

    /** Whether it was taken while work was captured into that memory. */
    public boolean belongsTo(CaptureMemory memory) {
        return capture == memory;
    }

    /**
     * Gives it back. Work that was launched before may still use it.
     *
     * @throws IllegalStateException if it was given back before
     */
    public void giveBack() {
        pool.put(this);
    }

    /** Called by the pool, under its lock. */
    void markGiven() {
        if (given) {
            throw new IllegalStateException("device memory was given back twice: " + DevicePool.size(asked) + " "
                    + holder);
        }
        given = true;
    }
}
