package dev.nacre.kernels.cuda.loader;

/**
 * One line of the table of what CUDA can do here.
 *
 * @param name   what it is about: {@code driver}
 * @param state  whether it serves
 * @param detail what was found and where, or what is missing
 * @param cure   one sentence that says what to do, or "" where nothing is to be done
 */
public record Capability(String name, State state, String detail, String cure) {
    /** Whether it serves. */
    public enum State {
        /** It is there. */
        SERVES,
        /** It is not there, and something else does its work. */
        REPLACED,
        /** It is not there, and without it CUDA cannot serve. */
        MISSING
    }

    static Capability serves(String name, String detail) {
        return new Capability(name, State.SERVES, detail, "");
    }

    static Capability replaced(String name, String detail, String cure) {
        return new Capability(name, State.REPLACED, detail, cure);
    }

    static Capability missing(String name, String detail, String cure) {
        return new Capability(name, State.MISSING, detail, cure);
    }

    @Override
    public String toString() {
        return name + ": " + detail + (cure.isEmpty() ? "" : ". " + cure);
    }
}
