package dev.nacre.bench.peers;

import dev.nacre.bench.peers.Work.Transposed;
import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Matrix products: squares, and those of the linear maps of BERT-base and of B5's 1 × 1 convolutions. */
final class ProductRows {
    private static final long TOKENS = 8 * 256;
    private static final Set<String> QUICK = Set.of("512 x 512 x 512", "1024 x 1024 x 1024", "2048 x 2048 x 2048",
            "BERT 2048 x 768 x 768 forward", "BERT 2048 x 3072 x 768 forward", "BERT 2048 x 768 x 3072 input gradient",
            "BERT 2048 x 3072 x 768 weight gradient", "B5 346560 x 144 x 24 forward", "B5 21660 x 64 x 240 forward",
            "B5 21660 x 384 x 64 input gradient", "B5 1392 x 1824 x 304 forward",
            "B5 5415 x 768 x 128 weight gradient");

    private final DType type;
    private final String prefix;
    private final List<NamedWork> works = new ArrayList<>();

    private ProductRows(DType type) {
        this.type = type;
        prefix = name(type) + ": ";
    }

    static KernelGroup of(DType type, double goal, double each) {
        ProductRows rows = new ProductRows(type);
        for (int size = 512; size <= 4096; size *= 2) {
            rows.add(size + " x " + size + " x " + size, size, size, size, Transposed.NONE);
        }
        rows.layer("BERT", TOKENS, 768, 768);
        rows.layer("BERT", TOKENS, 3072, 768);
        rows.layer("BERT", TOKENS, 768, 3072);
        for (EfficientNetShapes.Shape shape : new EfficientNetShapes(1520, 912).pointwise()) {
            rows.layer("B5", (long) shape.height() * shape.width(), shape.out(), shape.in());
        }
        return new KernelGroup(name(type), name(type) + ", geometric mean", rows.works, goal, each);
    }

    /** A square of this size. */
    static NamedWork square(DType type, int size) {
        ProductRows rows = new ProductRows(type);
        rows.add("square", size, size, size, Transposed.NONE);
        return rows.works.getFirst();
    }

    private static String name(DType type) {
        return "GEMM " + type.name().toLowerCase(Locale.ROOT);
    }

    /** Rows × in times in × out, and what gives the gradients of both factors. */
    private void layer(String model, long rows, long out, long in) {
        String sizes = model + " " + rows + " x " + out + " x " + in;
        add(sizes + " forward", rows, out, in, Transposed.NONE);
        add(sizes + " input gradient", rows, in, out, Transposed.SECOND);
        add(sizes + " weight gradient", in, out, rows, Transposed.FIRST);
    }

    private void add(String name, long m, long n, long k, Transposed transposed) {
        works.add(new NamedWork(prefix + name, Work.product(type, m, n, k, transposed),
                (m * k + k * n + m * n) * type.bytes(), 2 * m * n * k, QUICK.contains(name)));
    }
}
