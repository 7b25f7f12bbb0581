package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines in which the other column is ours as well: one core beside two, and a small picture beside a large one. Both
 * are processes of our side.
 *
 * @param sides  how they are started
 * @param effort how long
 */
record OwnRows(Sides sides, Effort effort) {
    private static final double CORES_GOAL = 1.8;
    private static final double GROWTH_GOAL = 1 / 1.1;
    private static final double NANO = 1e9;

    private static final String GROWTH = "growth: B5 forward + backward per pixel, 3040x1824 beside 760x456 (ours)";
    private static final String TWO = "two cores beside one: ";
    private static final String INFERENCE = TWO + "B5 inference 1520x912 ";
    private static final String STEP = TWO + "B5 forward + backward 1520x912 ";
    private static final String PRODUCT = TWO + "GEMM 2048 x 2048 x 2048 ";
    private static final String OURS = " (ours)";

    /** All; two cores where there are two. */
    static List<String> names() {
        List<String> names = new ArrayList<>(List.of(GROWTH));
        if (Runtime.getRuntime().availableProcessors() >= 2) {
            for (String what : List.of(INFERENCE, STEP, PRODUCT)) {
                names.add(what + word(DType.FLOAT32) + OURS);
                names.add(what + word(DType.BFLOAT16) + OURS);
            }
        }
        return names;
    }

    /** The line of this name. */
    Row row(String name) {
        DType type = name.contains(word(DType.BFLOAT16)) ? DType.BFLOAT16 : DType.FLOAT32;
        return name.equals(GROWTH) ? growth() : name.startsWith(PRODUCT) ? product(name, type)
                : model(name, NamedModel.b5(type, name.startsWith(STEP)));
    }

    private Row growth() {
        ModelMatch match = new ModelMatch(effort);
        Entrant large = Entrant.ours(sides, NamedModel.b5(DType.FLOAT32, true, 3040, 1824));
        Entrant small = Entrant.ours(sides, NamedModel.b5(DType.FLOAT32, true, 760, 456));
        ModelMatch.Result result = match.measure(large, small);
        return new Row(GROWTH, "ns per pixel", result.ours() * NANO / (3040 * 1824), result.peer() * NANO / (760 * 456),
                GROWTH_GOAL);
    }

    private Row model(String name, Work work) {
        ModelMatch.Result result = new ModelMatch(effort).measure(Entrant.ours(sides.on(2), work),
                Entrant.ours(sides.on(1), work));
        return new Row(name, "s", result.ours(), result.peer(), CORES_GOAL);
    }

    private Row product(String name, DType type) {
        NamedWork work = ProductRows.square(type, 2048);
        try (Contender two = sides.on(2).ours(); Contender one = sides.on(1).ours()) {
            Row row = new KernelMatch(two, one, effort).row(work, CORES_GOAL);
            return new Row(name, row.unit(), row.ours(), row.peer(), row.goal());
        }
    }

    private static String word(DType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
