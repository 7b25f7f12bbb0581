package dev.nacre.core.io;

import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file that closes once whoever opened it has closed this and every value that is to be read later is settled,
 * or the program dropped them all. Any thread may read.
 */
public final class SharedCheckpoint implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Checkpoint file;
    private final Cleaner.Cleanable closing;
    private final AtomicInteger holders = new AtomicInteger(1);

    private SharedCheckpoint(Checkpoint file) {
        this.file = file;
        closing = CLEANER.register(this, file::close);
    }

    /** Takes over a file. */
    public static SharedCheckpoint of(Checkpoint file) {
        return new SharedCheckpoint(file);
    }

    /** The file itself. */
    public Checkpoint file() {
        return file;
    }

    PendingValue pending(String stored, StateEntry entry) {
        holders.incrementAndGet();
        return new Pending(this, stored, entry, Device.current());
    }

    static Tensor read(Checkpoint file, String stored, StateEntry entry) {
        Tensor[] read = new Tensor[1];
        Scope.run("loading " + entry.name(), () ->
                read[0] = file.read(stored, entry.layout()).to(entry.spec().type()).hold());
        return read[0];
    }

    /** Lets go of the file; called once. */
    @Override
    public void close() {
        if (holders.decrementAndGet() == 0) {
            closing.clean();
        }
    }

    private record Pending(SharedCheckpoint source, String stored, StateEntry entry, Device device)
            implements PendingValue {
        @Override
        public Tensor take() {
            Tensor value = device.run(() -> read(source.file, stored, entry));
            source.close();
            return value;
        }

        @Override
        public void drop() {
            source.close();
        }
    }
}
