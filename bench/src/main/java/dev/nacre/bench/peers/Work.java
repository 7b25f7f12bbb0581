package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import dev.nacre.core.io.Json;
import java.util.Locale;

/**
 * Something that both sides can do: its kind and its sizes, as they stand in a question.
 *
 * @param fields "kind" and what the kind needs, "type" always
 */
public record Work(Json.Fields fields) {
    /** Product of two matrices. */
    public static final String PRODUCT = "product";
    /** Convolution of a picture, or one of its gradients. */
    public static final String CONVOLUTION = "convolution";
    /** Batch normalisation and SiLU, there and back. */
    public static final String BATCH_NORM_SILU = "batch_norm_silu";
    /** Layer normalisation of rows, there and back. */
    public static final String LAYER_NORM = "layer_norm";
    /** Softmax of rows, there and back. */
    public static final String SOFTMAX = "softmax";
    /** GELU of rows, there and back. */
    public static final String GELU = "gelu";
    /** Attention of all tokens to all, there and back. */
    public static final String ATTENTION = "attention";
    /** Loss of pairs among all pairs, there and back. */
    public static final String CONTRASTIVE = "contrastive";
    /** A whole network. */
    public static final String MODEL = "model";

    /** Which pass of a layer. */
    public enum Part {
        /** The result. */
        FORWARD,
        /** The gradient of the input. */
        INPUT,
        /** The gradient of the weights. */
        WEIGHT;

        /** As a question says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which factor of a product lies in memory as its transpose. */
    public enum Transposed {
        /** None. */
        NONE,
        /** The first. */
        FIRST,
        /** The second. */
        SECOND;

        /** As a question says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of a kind, its sizes still to be given. */
    public static Work of(String kind, DType type) {
        return new Work(Json.object().with("kind", kind).with("type", type.name().toLowerCase(Locale.ROOT)));
    }

    /** m × k times k × n. */
    public static Work product(DType type, long m, long n, long k, Transposed transposed) {
        return of(PRODUCT, type).with("m", m).with("n", n).with("k", k).with("transposed", transposed.word());
    }

    /** With one more size. */
    public Work with(String key, long value) {
        return new Work(fields.with(key, value));
    }

    /** With one more word. */
    public Work with(String key, String value) {
        return new Work(fields.with(key, value));
    }

    /** With one more truth. */
    public Work with(String key, boolean value) {
        return new Work(fields.with(key, value));
    }

    /** Its kind. */
    public String kind() {
        return text("kind");
    }

    /** Type of the numbers, or of the factors of products in a network. */
    public DType type() {
        return DType.valueOf(text("type").toUpperCase(Locale.ROOT));
    }

    /** A word that it has. */
    public String text(String key) {
        return fields.get(key).text();
    }

    /** A size that it has. */
    public long size(String key) {
        return fields.get(key).whole();
    }

    /** A truth that it has. */
    public boolean is(String key) {
        return fields.get(key).truth();
    }
}
