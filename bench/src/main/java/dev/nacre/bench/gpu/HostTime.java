package dev.nacre.bench.gpu;

import dev.nacre.core.io.Json;
import java.util.Locale;

/**
 * A step that was captured once and is repeated.
 *
 * @param name     what the step is
 * @param host     seconds for which the host is busy with one repetition, or null
 * @param replayed seconds of a repetition until it is done, or null
 * @param launched seconds of the step launched operation by operation, or null
 * @param remark   why it was not measured, or ""
 */
record HostTime(String name, Timing host, Timing replayed, Timing launched, String remark) {
    /** Seconds. */
    static final double GOAL = 50e-6;

    /** Not measured, for this reason. */
    static HostTime without(String name, String remark) {
        return new HostTime(name, null, null, null, remark);
    }

    static String heading() {
        return "| captured step | host µs | goal | ms, repeated | ms, launched one by one |\n|---|---|--:|---|---|";
    }

    String markdown() {
        return host == null ? "| " + name + " | " + remark + " | | | |" : String.format(Locale.ROOT,
                "| %s | %.2f (%.2f to %.2f) | < %.0f | %s | %s |", name, 1e6 * host.median(), 1e6 * host.least(),
                1e6 * host.most(), 1e6 * GOAL, replayed.text(), launched.text());
    }

    Json json() {
        Json.Fields fields = Json.object().with("name", name);
        return host == null ? fields.with("remark", remark) : fields.with("host_seconds", host.json())
                .with("replayed_seconds", replayed.json()).with("launched_seconds", launched.json())
                .with("goal", GOAL);
    }
}
