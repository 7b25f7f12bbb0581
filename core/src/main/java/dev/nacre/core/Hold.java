package dev.nacre.core;

import dev.nacre.core.backend.Storage;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One tensor handle's share of its storage: let go once, by {@code close}, by its scope, or by the cleaner when the
 * program dropped the handle.
 */
final class Hold implements Runnable {
    /** One thread for all that the program merely dropped. */
    static final Cleaner CLEANER = Cleaner.create();

    private final Storage storage;
    private final AtomicReference<String> releasedBy = new AtomicReference<>();
    private Cleaner.Cleanable cleanable;
    private volatile Scope scope;

    Hold(Storage storage, Scope scope) {
        this.storage = storage;
        this.scope = scope;
    }

    void register(Tensor handle) {
        cleanable = CLEANER.register(handle, this);
        if (scope != null) {
            scope.add(this);
        }
    }

    /** The storage, unless it was let go; the message then names the tensor and who released it. */
    Storage storage(DType type, Layout layout) {
        String by = releasedBy.get();
        if (by != null) {
            throw new IllegalStateException("tensor " + type + layout.shape() + " was released by " + by
                    + "; keep it with Scope.keep(tensor) if it must live longer");
        }
        return storage;
    }

    /** The storage with one more holder; another thread may be closing the handle just now. */
    Storage retained(DType type, Layout layout) {
        Storage found = storage(type, layout);
        try {
            found.retain();
        } catch (IllegalStateException goneMeanwhile) {
            storage(type, layout);
            throw goneMeanwhile;
        }
        return found;
    }

    Scope scope() {
        return scope;
    }

    void moveTo(Scope other) {
        scope = other;
    }

    void release(String by) {
        if (releasedBy.compareAndSet(null, by)) {
            storage.release();
            cleanable.clean();
        }
    }

    @Override
    public void run() {
        if (releasedBy.compareAndSet(null, "the garbage collector")) {
            storage.release();
        }
    }
}
