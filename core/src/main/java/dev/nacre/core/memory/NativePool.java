package dev.nacre.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Native memory for tensors, with a budget in bytes. Blocks are reused by size class (eight classes an octave); small
 * ones are cut from slabs. When the budget is reached the pool unmaps what lies idle, then asks the garbage collector
 * once, since dropped tensors do not press it by themselves, waits briefly for what comes back, and then throws an
 * error that names the largest holders. Safe for many threads.
 */
public final class NativePool {
    static final long ALIGNMENT = 64;
    private static final long SLAB = 1 << 20;
    private static final long LARGEST_SMALL = 1 << 15;
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final NativePool SHARED = new NativePool(MemoryBudget.fromProperties());

    private final long budget;
    private final TreeMap<Long, ArrayDeque<Block>> idle = new TreeMap<>();
    private final Set<Block> taken = new HashSet<>();
    /** Slabs go with the pool when nothing refers to it any more, as after a class loader has gone. */
    private final Arena slabs = Arena.ofAuto();
    private MemorySegment slab = MemorySegment.NULL;
    private MemorySource source = MemorySource.PLAIN;
    private long mapped;
    private long idleBytes;
    private long peak;

    /** A pool of its own that maps at most {@code budget} bytes. */
    public NativePool(long budget) {
        this.budget = budget;
    }

    /** The process's pool; its budget is the property {@code nacre.memory}. */
    public static NativePool shared() {
        return SHARED;
    }

    /** From now on blocks above 32 KiB come from there; what is mapped stays. */
    public synchronized void mapFrom(MemorySource newSource) {
        source = newSource;
    }

    /** Most bytes that may be mapped. */
    public long budget() {
        return budget;
    }

    /** Bytes that tensors hold now. */
    public synchronized long inUse() {
        return mapped - idleBytes;
    }

    /** Most bytes that tensors ever held together. */
    public synchronized long peak() {
        return peak;
    }

    /**
     * A block of at least {@code bytes} bytes.
     *
     * @throws MemoryBudgetException if the budget does not allow it, even after a collection
     */
    public Block take(long bytes) {
        long size = sizeClass(bytes);
        Block block = tryTake(size);
        if (block == null) {
            System.gc();
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while ((block = tryTake(size)) == null && System.nanoTime() < deadline) {
                pause();
            }
        }
        if (block == null) {
            throw exhausted(bytes);
        }
        Holder holder = Holder.here(bytes);
        block.heldBy(holder);
        if (holder.meter() != null) {
            holder.meter().taken(block.bytes());
        }
        return block;
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MemoryBudgetException("interrupted while waiting for tensor memory");
        }
    }

    /** Sizes are rounded up to an eighth of their octave, so that at most an eighth is lost and reuse is frequent. */
    static long sizeClass(long bytes) {
        long size = Math.max(ALIGNMENT, bytes);
        long step = Math.max(ALIGNMENT, Long.highestOneBit(size) >>> 3);
        return (size + step - 1) / step * step;
    }

    private synchronized Block tryTake(long size) {
        Block block = idleBlock(size);
        if (block == null) {
            block = size <= LARGEST_SMALL ? cut(size) : map(size);
        }
        if (block != null) {
            taken.add(block);
            peak = Math.max(peak, mapped - idleBytes);
        }
        return block;
    }

    /** The smallest idle block that is long enough, unless it is more than a quarter too long. */
    private Block idleBlock(long size) {
        Map.Entry<Long, ArrayDeque<Block>> ready = idle.ceilingEntry(size);
        return ready == null || ready.getKey() > size + size / 4 ? null : removeIdle(ready.getValue().peekLast());
    }

    private Block removeIdle(Block block) {
        ArrayDeque<Block> sameLength = idle.get(block.bytes());
        sameLength.removeLastOccurrence(block);
        if (sameLength.isEmpty()) {
            idle.remove(block.bytes());
        }
        idleBytes -= block.bytes();
        return block;
    }

    /** The rest of an exhausted slab becomes an idle block. */
    private Block cut(long size) {
        if (slab.byteSize() < size) {
            if (!makeRoom(SLAB)) {
                return null;
            }
            if (slab.byteSize() > 0) {
                addIdle(new Block(this, slab, null));
            }
            slab = slabs.allocate(SLAB, ALIGNMENT);
            mapped += SLAB;
            idleBytes += SLAB;
        }
        Block block = new Block(this, slab.asSlice(0, size), null);
        slab = slab.asSlice(size);
        idleBytes -= size;
        return block;
    }

    private Block map(long size) {
        if (!makeRoom(size)) {
            return null;
        }
        Arena arena = Arena.ofShared();
        Block block = new Block(this, source.map(size, arena), arena);
        mapped += size;
        return block;
    }

    /** Unmaps idle blocks, largest first, until {@code size} more bytes fit. */
    private boolean makeRoom(long size) {
        boolean more = true;
        while (mapped + size > budget && more) {
            more = unmapLargestIdle();
        }
        return mapped + size <= budget;
    }

    private boolean unmapLargestIdle() {
        Block victim = idle.descendingMap().values().stream().flatMap(ArrayDeque::stream)
                .filter(Block::canBeUnmapped).findFirst().orElse(null);
        if (victim == null) {
            return false;
        }
        removeIdle(victim).unmap();
        mapped -= victim.bytes();
        return true;
    }

    /**
     * Gives memory that nobody holds back to the operating system, but for the small rest of what blocks below 32 KiB
     * are cut from. For when a large user of tensors has gone; in between the pool keeps idle blocks, since mapping
     * them again costs more than anything done with them.
     */
    public synchronized void trim() {
        boolean more = true;
        while (more) {
            more = unmapLargestIdle();
        }
    }

    /** Bytes taken from the operating system now, in use or idle. */
    public synchronized long mapped() {
        return mapped;
    }

    synchronized void put(Block block) {
        if (!taken.remove(block)) {
            throw new IllegalStateException("a block was given back twice");
        }
        Holder holder = block.holder();
        if (holder != null && holder.meter() != null) {
            holder.meter().givenBack(block.bytes());
        }
        block.heldBy(null);
        addIdle(block);
        idleBytes += block.bytes();
    }

    private void addIdle(Block block) {
        idle.computeIfAbsent(block.bytes(), size -> new ArrayDeque<>()).addLast(block);
    }

    private synchronized MemoryBudgetException exhausted(long bytes) {
        Map<String, Long> byKind = taken.stream().map(Block::holder).filter(h -> h != null)
                .collect(Collectors.groupingBy(h -> size(h.bytes()) + " " + h.kind(), Collectors.counting()));
        Map<String, Long> bytesByKind = taken.stream().map(Block::holder).filter(h -> h != null)
                .collect(Collectors.groupingBy(h -> size(h.bytes()) + " " + h.kind(),
                        Collectors.summingLong(Holder::bytes)));
        String holders = bytesByKind.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(5).map(e -> byKind.get(e.getKey()) + " × " + e.getKey()).collect(Collectors.joining("; "));
        return new MemoryBudgetException("tensor memory is used up: " + size(bytes) + " asked for, " + size(inUse())
                + " of the budget of " + size(budget) + " in use. Largest holders: " + holders
                + ". Raise it with -Dnacre.memory=BYTES (such as 8g), use a smaller batch, recompute activations, or "
                + "close tensors.");
    }

    private static String size(long bytes) {
        return bytes < 10_240 ? bytes + " B" : bytes < 10L << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
