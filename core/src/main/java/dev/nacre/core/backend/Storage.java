package dev.nacre.core.backend;

import dev.nacre.core.DType;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory that holds elements of one type, on some device. Tensors share it: it counts its holders and goes back when
 * the last one lets go. The waist never assumes that it is addressable.
 */
public abstract class Storage {
    private final DType type;
    private final long elements;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** Memory for {@code elements} elements; the creator is the first holder. */
    protected Storage(DType type, long elements) {
        this.type = type;
        this.elements = elements;
    }

    /** Type of the elements. */
    public final DType type() {
        return type;
    }

    /** Capacity in elements. */
    public final long elements() {
        return elements;
    }

    /**
     * One more holder.
     *
     * @throws IllegalStateException if the last holder has already let go
     */
    public final void retain() {
        if (holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
            throw new IllegalStateException("the storage of " + elements + " × " + type + " was already given back");
        }
    }

    /** One holder fewer; the last one gives the memory back. */
    public final void release() {
        if (holders.decrementAndGet() == 0) {
            free();
        }
    }

    /** Gives the memory back. Called once, by whichever thread lets go last. */
    protected abstract void free();
}
