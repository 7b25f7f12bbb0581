package dev.nacre.core.backend;

/** Found by {@link java.util.ServiceLoader}: offers a backend for one kind of device. */
public interface BackendProvider {
    /** The kind of device that it serves, such as {@code cpu}. */
    String deviceKind();

    /** The name by which the property {@code nacre.backend} can force it, such as {@code vector}. */
    String name();

    /** The larger one wins among the providers that are available; the reference has 0. */
    int priority();

    /** Empty where this provider can serve here; else one sentence that says why not and what to do. */
    String unavailable();

    /** The backend for device {@code index} of the kind. Called at most once for each index. */
    Backend create(int index);
}
