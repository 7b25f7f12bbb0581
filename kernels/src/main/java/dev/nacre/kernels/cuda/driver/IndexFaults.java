package dev.nacre.kernels.cuda.driver;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where kernels say that an index was outside: four words of device memory, in which the first of them leaves its
 * number, the place, the index and the size. The host looks whenever it waits for results anyway. Guarded by the
 * queue's lock.
 */
final class IndexFaults {
    /** Number of the launch, place of the index, index, size. */
    static final long BYTES = 4L * Long.BYTES;
    private static final int REMEMBERED = 4096;

    private final CudaDriver driver;
    private final Map<Long, Object> subjects = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Object> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long address;
    private long tickets;
    private boolean armed;

    IndexFaults(CudaDriver driver) {
        this.driver = driver;
    }

    /** Whether there is memory for them; there is from the first launch on that uses indices. */
    boolean isReady() {
        return address != 0;
    }

    /** Takes the memory, and writes zeros on that stream. */
    void prepare(CudaDriver.Stream stream) {
        address = driver.allocate(BYTES);
        if (address == 0) {
            throw new DeviceMemoryException("device memory is used up on " + driver.device().name()
                    + ": not even " + BYTES + " bytes are left");
        }
        driver.clear(address, BYTES, stream);
    }

    /** Adds the two parameters by which a kernel says so. */
    void add(LaunchArguments arguments, Object subject) {
        subjects.put(++tickets, subject);
        armed = true;
        arguments.writes(address, BYTES).word(tickets);
    }

    /** Whether anything was launched that may have said something since the last look. */
    boolean isArmed() {
        return armed;
    }

    /** A captured step is repeated, which may hold such launches. */
    void arm() {
        armed = isReady();
    }

    /** Address of the words. */
    long address() {
        return address;
    }

    /**
     * Looks at a copy of the words.
     *
     * @throws IndexOutOfBoundsException that names the operation, the place, the index and the size
     */
    void look(MemorySegment words, CudaDriver.Stream stream) {
        armed = false;
        long ticket = words.get(ValueLayout.JAVA_LONG, 0);
        if (ticket != 0) {
            driver.clear(address, BYTES, stream);
            Object subject = subjects.get(ticket);
            throw new IndexOutOfBoundsException((subject == null ? "an operation" : subject) + ": index "
                    + words.get(ValueLayout.JAVA_LONG, 2L * Long.BYTES) + " at position "
                    + words.get(ValueLayout.JAVA_LONG, Long.BYTES) + " is outside [0, "
                    + words.get(ValueLayout.JAVA_LONG, 3L * Long.BYTES) + ")");
        }
    }

    /** Gives the memory back. */
    void close() {
        if (isReady()) {
            driver.free(address);
            address = 0;
        }
    }
}
