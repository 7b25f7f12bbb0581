package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Memory of the stand-in: real addresses of this process, and who touched what when. */
final class FakeMemory {
    private static final long ALIGNMENT = 256;

    /** A use of memory, at a tick of a stream. */
    private record Use(Region region, FakeStream stream, int tick, String name) { }

    /** One piece from the driver. */
    private record Piece(MemorySegment memory, Arena arena, List<Use> uses) { }

    private final long capacity;
    private final TreeMap<Long, Piece> pieces = new TreeMap<>();
    private final TreeMap<Long, Piece> pinned = new TreeMap<>();
    private long taken;

    FakeMemory(long capacity) {
        this.capacity = capacity;
    }

    long capacity() {
        return capacity;
    }

    int live() {
        return pieces.size() + pinned.size();
    }

    long allocate(long bytes) {
        if (taken + bytes > capacity) {
            return 0;
        }
        taken += bytes;
        return put(pieces, bytes).address();
    }

    void free(long address) {
        Piece piece = pieces.get(address);
        if (piece == null) {
            throw new AssertionError("memory is given back that the driver did not give");
        }
        // The real call waits for all work, for which the memory is still there.
        piece.uses.forEach(use -> use.stream.runTo(use.tick));
        pieces.remove(address);
        taken -= piece.memory.byteSize();
        piece.arena.close();
    }

    MemorySegment allocatePinned(long bytes) {
        return put(pinned, bytes);
    }

    void freePinned(MemorySegment memory) {
        Piece piece = pinned.remove(memory.address());
        if (piece == null) {
            throw new AssertionError("pinned memory is given back that the driver did not give");
        }
        piece.arena.close();
    }

    /** Garbage at first: nobody may count on zeros. */
    private static MemorySegment put(Map<Long, Piece> target, long bytes) {
        Arena arena = Arena.ofShared();
        MemorySegment memory = arena.allocate(bytes, ALIGNMENT).fill((byte) 0xCD);
        target.put(memory.address(), new Piece(memory, arena, new ArrayList<>()));
        return memory;
    }

    void checkPinned(MemorySegment memory) {
        if (find(pinned, memory.address(), memory.byteSize()) == null) {
            throw new AssertionError("a copy uses memory of the host that is not pinned, or no more");
        }
    }

    void checkLive(Region region) {
        piece(region);
    }

    /** The bytes of a region. */
    MemorySegment at(Region region) {
        Piece piece = piece(region);
        return piece.memory.asSlice(region.address() - piece.memory.address(), region.bytes());
    }

    /** What {@code stream} is asked next touches the region: whatever touched it before must come before. */
    void access(Region region, FakeStream stream, String name) {
        List<Use> uses = piece(region).uses;
        for (Use use : uses) {
            boolean conflict = (use.region.written() || region.written()) && overlap(use.region, region);
            if (conflict && !stream.comesAfter(use.stream, use.tick)) {
                throw new AssertionError(name + " on stream " + stream.number() + " touches memory that " + use.name
                        + " on stream " + use.stream.number() + " may still be using");
            }
        }
        uses.removeIf(use -> region.written() && contains(region, use.region));
        uses.add(new Use(region, stream, stream.nextTick(), name));
    }

    private static boolean overlap(Region a, Region b) {
        return a.address() < b.address() + b.bytes() && b.address() < a.address() + a.bytes();
    }

    private static boolean contains(Region outer, Region inner) {
        return outer.address() <= inner.address()
                && inner.address() + inner.bytes() <= outer.address() + outer.bytes();
    }

    private Piece piece(Region region) {
        Piece piece = find(pieces, region.address(), region.bytes());
        if (piece == null) {
            throw new AssertionError("work touches " + region + ", which is no memory of the device, or no more");
        }
        return piece;
    }

    private static Piece find(TreeMap<Long, Piece> all, long address, long bytes) {
        Map.Entry<Long, Piece> below = all.floorEntry(address);
        boolean inside = below != null && address + bytes <= below.getKey() + below.getValue().memory.byteSize();
        return inside ? below.getValue() : null;
    }
}
