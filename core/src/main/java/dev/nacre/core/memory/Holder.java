package dev.nacre.core.memory;

import dev.nacre.core.ModulePath;
import java.util.List;

/**
 * Who took a block, for the message when memory runs out.
 *
 * @param bytes  length that was asked for
 * @param module path of the module that was running, or ""
 * @param trace  where it was taken, with {@code -Dnacre.debug.memory=true}; else null
 * @param meter  that counts it, or null
 */
record Holder(long bytes, String module, StackTraceElement[] trace, MemoryMeter meter) {
    private static final boolean TRACED = Boolean.getBoolean("nacre.debug.memory");
    private static final List<String> ENGINE = List.of("dev.nacre.core.", "java.", "jdk.");

    static Holder here(long bytes) {
        return new Holder(bytes, ModulePath.current(), TRACED ? new Throwable().getStackTrace() : null,
                MemoryMeter.current());
    }

    /** What holders of the same kind share in the summary. */
    String kind() {
        String place = module.isEmpty() ? "outside any module" : "in " + module;
        return trace == null ? place : place + firstForeignFrame();
    }

    private String firstForeignFrame() {
        for (StackTraceElement frame : trace) {
            if (ENGINE.stream().noneMatch(frame.getClassName()::startsWith)) {
                return " at " + frame;
            }
        }
        return "";
    }
}
