package dev.nacre.core;

import java.util.function.Supplier;

/**
 * The path of the module that is running, such as {@code image_encoder._blocks.3._depthwise_conv}. Errors carry it.
 */
public final class ModulePath {
    private static final ScopedValue<ModulePath> CURRENT = ScopedValue.newInstance();

    private final ModulePath parent;
    private final String name;

    private ModulePath(ModulePath parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    /** Runs {@code body} inside the module {@code name}; an empty name adds nothing. */
    public static <T> T within(String name, Supplier<T> body) {
        if (name.isEmpty()) {
            return body.get();
        }
        return ScopedValue.where(CURRENT, new ModulePath(enclosing(), name)).call(body::get);
    }

    /** As {@link #within}, for what gives no result. */
    public static void run(String name, Runnable body) {
        within(name, () -> {
            body.run();
            return null;
        });
    }

    /** The path, dots between names; empty outside any module. */
    public static String current() {
        ModulePath path = enclosing();
        return path == null ? "" : path.toString();
    }

    private static ModulePath enclosing() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    @Override
    public String toString() {
        return parent == null ? name : parent + "." + name;
    }
}
