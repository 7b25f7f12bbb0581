package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import dev.nacre.core.io.Json;
import java.util.Locale;

/**
 * Something that both sides can do: its kind and its sizes, as they stand in a question.
 *
 * @param fields "kind" and what the kind needs, "type" always
 */
record Work(Json.Fields fields) {
    static final String PRODUCT = "product";
    static final String CONVOLUTION = "convolution";
    static final String BATCH_NORM_SILU = "batch_norm_silu";
    static final String LAYER_NORM = "layer_norm";
    static final String SOFTMAX = "softmax";
    static final String GELU = "gelu";
    static final String ATTENTION = "attention";
    static final String CONTRASTIVE = "contrastive";
    static final String MODEL = "model";

    /** Which pass of a layer. */
    enum Part {
        FORWARD, INPUT, WEIGHT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which factor of a product lies in memory as its transpose. */
    enum Transposed {
        NONE, FIRST, SECOND;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Work of(String kind, DType type) {
        return new Work(Json.object().with("kind", kind).with("type", type.name().toLowerCase(Locale.ROOT)));
    }

    /** m × k times k × n. */
    static Work product(DType type, long m, long n, long k, Transposed transposed) {
        return of(PRODUCT, type).with("m", m).with("n", n).with("k", k).with("transposed", transposed.word());
    }

    Work with(String key, long value) {
        return new Work(fields.with(key, value));
    }

    Work with(String key, String value) {
        return new Work(fields.with(key, value));
    }

    Work with(String key, boolean value) {
        return new Work(fields.with(key, value));
    }

    String kind() {
        return text("kind");
    }

    DType type() {
        return DType.valueOf(text("type").toUpperCase(Locale.ROOT));
    }

    String text(String key) {
        return fields.get(key).text();
    }

    long size(String key) {
        return fields.get(key).whole();
    }

    boolean is(String key) {
        return fields.get(key).truth();
    }
}
