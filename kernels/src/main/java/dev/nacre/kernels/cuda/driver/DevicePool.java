package dev.nacre.kernels.cuda.driver;

import dev.nacre.core.ModulePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Device memory for tensors, cut from large segments: the driver takes milliseconds for each and waits for all work
 * when one goes back. The best fitting idle piece is taken and cut; idle neighbours grow together again. Memory that
 * goes back may be taken at once, since its next user works on the same stream, behind its last one.
 *
 * <p>When the driver has no more, idle segments go back to it; then the garbage collector is asked once, since dropped
 * tensors do not press it; then an error says how much, and who holds the most. Safe for many threads.
 *
 * <p>Where the property {@value #PROPERTY} is {@code false} nothing is cut or kept: each block comes from the driver
 * with the bytes that were asked for, and goes back at once. So a memory checker sees who goes beyond it or comes too
 * late.
 */
public final class DevicePool implements AutoCloseable {
    /** Addresses and lengths are multiples of this. */
    public static final long ALIGNMENT = 256;
    /** The property that turns cutting off. */
    public static final String PROPERTY = "nacre.cuda.pool";
    private static final long SEGMENT = 64L << 20;
    private static final long ROUNDING = 2L << 20;
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final CudaDriver driver;
    private final long budget;
    private final LongSupplier launched;
    private final boolean cuts = !System.getProperty(PROPERTY, "").strip().equals("false");
    private final Set<DeviceSegment> segments = new HashSet<>();
    private final TreeSet<DeviceSegment.Piece> idle = new TreeSet<>();
    private final Set<DeviceBlock> held = new HashSet<>();
    private final List<CaptureMemory> captures = new ArrayList<>();
    private CaptureMemory capturing;
    private Thread capturer;
    private long reserved;
    private long inUse;
    private long peak;
    private long taken;
    private long fromDriver;

    /**
     * A pool on a device.
     *
     * @param budget   bytes that it may take from the driver
     * @param launched tells how much was launched so far, so that other streams know what to wait for
     */
    public DevicePool(CudaDriver driver, long budget, LongSupplier launched) {
        this.driver = driver;
        this.budget = budget;
        this.launched = launched;
    }

    /**
     * Memory for {@code bytes} bytes, not initialised.
     *
     * @throws DeviceMemoryException if there is none, even after a collection; everything else stays as it was
     */
    public DeviceBlock take(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a block of " + bytes + " bytes");
        }
        long size = Math.max(1, (bytes + ALIGNMENT - 1) / ALIGNMENT) * ALIGNMENT;
        DeviceBlock block = tryTake(bytes, size);
        if (block == null && !isCapturing()) {
            System.gc();
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while ((block = tryTake(bytes, size)) == null && System.nanoTime() < deadline) {
                pause();
            }
        }
        if (block == null) {
            throw exhausted(bytes);
        }
        return block;
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceMemoryException("interrupted while waiting for device memory");
        }
    }

    /** Other threads may take memory while one captures a step: theirs is no part of it. */
    private synchronized boolean isCapturing() {
        return capturing != null && capturer == Thread.currentThread();
    }

    private synchronized DeviceBlock tryTake(long bytes, long size) {
        CaptureMemory capture = isCapturing() ? capturing : null;
        DeviceSegment.Piece piece = capture == null || !cuts ? null : capture.reuse(size);
        boolean reused = piece != null;
        if (!reused) {
            piece = idle.ceiling(new DeviceSegment(0, size).whole());
            if (piece != null) {
                idle.remove(piece);
            } else {
                piece = cuts ? grow(size) : segment(size, Math.max(1, bytes));
            }
        }
        if (piece == null) {
            return null;
        }
        piece.take();
        if (piece.length() > size) {
            DeviceSegment.Piece rest = piece.cut(size);
            if (reused) {
                capture.keepReusable(rest);
            } else {
                addIdle(rest);
            }
        }
        DeviceBlock block = new DeviceBlock(this, piece, bytes, holder(), capture);
        held.add(block);
        taken++;
        inUse += piece.length();
        peak = Math.max(peak, inUse);
        return block;
    }

    private static String holder() {
        String module = ModulePath.current();
        return module.isEmpty() ? "outside any module" : "in " + module;
    }

    /** A segment from the driver, at least 64 MiB where there is as much. */
    private DeviceSegment.Piece grow(long size) {
        long exact = (size + ROUNDING - 1) / ROUNDING * ROUNDING;
        for (long length : exact < SEGMENT ? List.of(SEGMENT, exact) : List.of(exact)) {
            DeviceSegment.Piece piece = segment(length, length);
            if (piece != null) {
                return piece;
            }
        }
        return null;
    }

    /** One that counts as {@code length} bytes, of which the driver gives these; null if it has no more. */
    private DeviceSegment.Piece segment(long length, long bytes) {
        long address = ask(length, bytes);
        // What goes back would wait for all work, which a capture does not allow.
        if (address == 0 && capturing == null && releaseIdle()) {
            address = ask(length, bytes);
        }
        if (address == 0) {
            return null;
        }
        DeviceSegment segment = new DeviceSegment(address, length);
        segments.add(segment);
        reserved += length;
        return segment.whole();
    }

    private long ask(long length, long bytes) {
        if (reserved + length > budget) {
            return 0;
        }
        fromDriver++;
        return driver.allocate(bytes);
    }

    /** Gives segments that are idle as a whole back to the driver. */
    private boolean releaseIdle() {
        List<DeviceSegment.Piece> whole = idle.stream().filter(DeviceSegment.Piece::isWhole).toList();
        for (DeviceSegment.Piece piece : whole) {
            idle.remove(piece);
            segments.remove(piece.segment());
            reserved -= piece.length();
            driver.free(piece.address());
        }
        return !whole.isEmpty();
    }

    /** Counts the most that is held anew, from what is held now. */
    public synchronized void restartPeak() {
        peak = inUse;
    }

    /** Gives what nobody holds back to the driver. */
    public synchronized void trim() {
        releaseIdle();
    }

    synchronized void put(DeviceBlock block) {
        block.markGiven();
        held.remove(block);
        inUse -= block.piece().length();
        block.piece().usedUntil(launched.getAsLong());
        CaptureMemory owner = block.capture();
        if (owner != null && !owner.hasEnded()) {
            owner.give(block);
        } else if (isCapturing()) {
            capturing.keep(block.piece());
        } else {
            addIdle(block.piece());
        }
    }

    private void addIdle(DeviceSegment.Piece piece) {
        piece.give();
        DeviceSegment.Piece joined = piece;
        DeviceSegment.Piece behind = joined.idleAfter();
        if (behind != null) {
            idle.remove(behind);
            joined.join();
        }
        DeviceSegment.Piece front = joined.idleBefore();
        if (front != null) {
            idle.remove(front);
            front.join();
            joined = front;
        }
        idle.add(joined);
        if (!cuts && capturing == null) {
            releaseIdle();
        }
    }

    /** From now on what is taken belongs to a captured step. */
    public synchronized CaptureMemory beginCapture() {
        if (capturing != null) {
            throw new IllegalStateException("a step is being captured on this device already");
        }
        capturing = new CaptureMemory();
        capturer = Thread.currentThread();
        captures.add(capturing);
        return capturing;
    }

    /** The step is captured: what is taken from now on belongs to nobody again. */
    public synchronized void endCapture(CaptureMemory memory) {
        memory.close();
        capturing = null;
        capturer = null;
    }

    /** Nobody will repeat the step again. */
    public synchronized void release(CaptureMemory memory) {
        if (captures.remove(memory)) {
            memory.end().forEach(this::addIdle);
        }
    }

    /** What it did. */
    public synchronized PoolStatistics statistics() {
        return new PoolStatistics(reserved, inUse, peak, captures.stream().mapToLong(CaptureMemory::keptBytes).sum(),
                idle.isEmpty() ? 0 : idle.last().length(), held.size(), taken, fromDriver);
    }

    private synchronized DeviceMemoryException exhausted(long bytes) {
        Map<String, long[]> kinds = new TreeMap<>();
        for (DeviceBlock block : held) {
            long[] sum = kinds.computeIfAbsent(size(block.bytes()) + " " + block.holder(), kind -> new long[2]);
            sum[0]++;
            sum[1] += block.bytes();
        }
        String holders = kinds.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> kind) -> -kind.getValue()[1])).limit(5)
                .map(kind -> kind.getValue()[0] + " × " + kind.getKey()).collect(Collectors.joining("; "));
        PoolStatistics now = statistics();
        return new DeviceMemoryException("device memory is used up on " + driver.device().name() + ": " + size(bytes)
                + " asked for, " + size(now.inUse()) + " in use of " + size(now.reserved()) + " taken from the driver, "
                + size(now.kept()) + " kept for captured steps. Largest holders: "
                + (holders.isEmpty() ? "nobody here" : holders) + ". Use a smaller batch, recompute activations, close "
                + "tensors, or look in nvidia-smi for other processes" + (!isCapturing() ? "."
                : ". A step is being captured, which keeps its memory for itself."));
    }

    static String size(long bytes) {
        return bytes < 10_240 ? bytes + " B" : bytes < 10L << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }

    /** Gives everything back to the driver; whoever holds a block must not use it any more. */
    @Override
    public synchronized void close() {
        segments.forEach(segment -> driver.free(segment.address()));
        segments.clear();
        idle.clear();
        reserved = 0;
    }
}
