package dev.nacre.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that this thread creates while a scope is open goes back when it closes, except what is kept. Scopes nest;
 * what is kept moves to the one around.
 * <pre>{@code
 * try (var scope = Scope.open("evaluation")) {
 *     return scope.keep(model.forward(x, Pass.EVAL));
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private final String name;
    private final Scope parent;
    private final Thread owner = Thread.currentThread();
    private final List<Hold> holds = new ArrayList<>();
    private boolean closed;

    private Scope(String name, Scope parent) {
        this.name = name;
        this.parent = parent;
    }

    /** Opens a scope for the current thread; errors about its released tensors carry {@code name}. */
    public static Scope open(String name) {
        Scope scope = new Scope(name, CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    /** Runs {@code body}; everything that it created and did not keep elsewhere goes back. */
    public static void run(String name, Runnable body) {
        Scope scope = open(name);
        try {
            body.run();
        } finally {
            scope.close();
        }
    }

    static Scope current() {
        return CURRENT.get();
    }

    void add(Hold hold) {
        holds.add(hold);
    }

    /** Lets a tensor of this scope live on in the one around it, or on its own if there is none. Returns it. */
    public Tensor keep(Tensor tensor) {
        Hold hold = tensor.holding();
        if (hold.scope() == this) {
            hold.moveTo(parent);
            if (parent != null) {
                parent.add(hold);
            }
        }
        return tensor;
    }

    /**
     * Gives everything back that was not kept.
     *
     * @throws IllegalStateException if a scope opened later is still open, or on another thread
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (CURRENT.get() != this) {
            throw new IllegalStateException(Thread.currentThread() == owner
                    ? "scope '" + name + "' closes before a scope that was opened inside it"
                    : "scope '" + name + "' closes on another thread than the one that opened it");
        }
        closed = true;
        if (parent == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(parent);
        }
        for (Hold hold : holds) {
            if (hold.scope() == this) {
                hold.release("the end of scope '" + name + "'");
            }
        }
        holds.clear();
    }
}
