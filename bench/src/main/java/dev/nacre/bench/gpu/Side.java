package dev.nacre.bench.gpu;

import dev.nacre.core.io.Json;

/**
 * What one side took for a work, or why that is not known.
 *
 * @param timing of it, or null
 * @param bytes  of device memory at most; 0 where that is not known
 * @param remark a sentence, or ""
 */
record Side(Timing timing, long bytes, String remark) {
    /** Nobody was asked. */
    static final Side ABSENT = new Side(null, 0, "");

    /** Not measured, for this reason. */
    static Side without(String remark) {
        return new Side(null, 0, remark);
    }

    boolean isMeasured() {
        return timing != null;
    }

    /** Seconds, or NaN. */
    double seconds() {
        return timing == null ? Double.NaN : timing.median();
    }

    Json json() {
        if (equals(ABSENT)) {
            return Json.NULL;
        }
        Json.Fields fields = timing == null ? Json.object() : Json.object().with("seconds", timing.json())
                .with("bytes", bytes);
        return remark.isEmpty() ? fields : fields.with("remark", remark);
    }
}
