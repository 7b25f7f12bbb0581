package dev.nacre.kernels.cuda.driver;

/** Memory as the driver gave it, cut into pieces that lie side by side. Guarded by the pool's lock. */
final class DeviceSegment {
    private final long address;
    private final long bytes;

    DeviceSegment(long address, long bytes) {
        this.address = address;
        this.bytes = bytes;
    }

    long address() {
        return address;
    }

    long bytes() {
        return bytes;
    }

    Piece whole() {
        return new Piece(0, bytes, null, null, 0);
    }

    /** A part of the segment, idle or held. */
    final class Piece implements Comparable<Piece> {
        private final long start;
        private long length;
        private Piece before;
        private Piece after;
        private long lastUse;
        private boolean idle = true;

        private Piece(long start, long length, Piece before, Piece after, long lastUse) {
            this.start = start;
            this.length = length;
            this.before = before;
            this.after = after;
            this.lastUse = lastUse;
        }

        DeviceSegment segment() {
            return DeviceSegment.this;
        }

        long address() {
            return address + start;
        }

        long length() {
            return length;
        }

        long lastUse() {
            return lastUse;
        }

        boolean isWhole() {
            return length == bytes;
        }

        void take() {
            idle = false;
        }

        void give() {
            idle = true;
        }

        void usedUntil(long use) {
            lastUse = Math.max(lastUse, use);
        }

        /** Cuts what is beyond {@code kept} bytes off and answers it. */
        Piece cut(long kept) {
            Piece rest = new Piece(start + kept, length - kept, this, after, lastUse);
            rest.idle = false;
            if (after != null) {
                after.before = rest;
            }
            after = rest;
            length = kept;
            return rest;
        }

        Piece idleBefore() {
            return before != null && before.idle ? before : null;
        }

        Piece idleAfter() {
            return after != null && after.idle ? after : null;
        }

        /** Takes the piece behind this one in. */
        void join() {
            length += after.length;
            lastUse = Math.max(lastUse, after.lastUse);
            after = after.after;
            if (after != null) {
                after.before = this;
            }
        }

        /** The shortest first; of equal ones the first in memory. */
        @Override
        public int compareTo(Piece other) {
            int shorter = Long.compare(length, other.length);
            return shorter != 0 ? shorter : Long.compareUnsigned(address(), other.address());
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(address());
        }
    }
}
