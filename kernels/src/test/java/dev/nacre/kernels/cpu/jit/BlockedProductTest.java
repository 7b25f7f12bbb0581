package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockedProductTest {
    /** Both factors in both directions, at sizes around those of tiles, panels, chunks and blocks. */
    @ParameterizedTest
    @MethodSource("dev.nacre.kernels.cpu.jit.InstructionSets#here")
    void agreesWithPlainLoops(InstructionSet set) {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 120; i++) {
            check(set, 1 + random.nextInt(40), 1 + random.nextInt(60), 1 + random.nextInt(60), random);
        }
        for (int i = 0; i < 4; i++) {
            check(set, 300, 37, 20, random);
            check(set, 60, 530, 35, random);
            check(set, 20, 50, 800, random);
            check(set, 770, 17, 9, random);
        }
    }

    private static void check(InstructionSet set, int rows, int columns, int depth, SplittableRandom random) {
        boolean leftTurned = random.nextBoolean();
        boolean rightTurned = random.nextBoolean();
        boolean accumulate = random.nextBoolean();
        int gap = random.nextInt(5);
        var left = leftTurned ? Matrix.random(depth, rows, rows + gap, 1) : Matrix.random(rows, depth, depth + gap, 1);
        var right = rightTurned ? Matrix.random(columns, depth, depth + gap, 2)
                : Matrix.random(depth, columns, columns + gap, 2);
        var result = Matrix.random(rows, columns, columns + gap, 3);
        var expected = new double[rows * columns];
        for (int i = 0; i < expected.length; i++) {
            int row = i / columns;
            int column = i % columns;
            double sum = accumulate ? result.at(row, column) : 0;
            for (int k = 0; k < depth; k++) {
                sum += (double) (leftTurned ? left.at(k, row) : left.at(row, k))
                        * (rightTurned ? right.at(column, k) : right.at(k, column));
            }
            expected[i] = sum;
        }
        var product = new BlockedProduct(set, rows, columns, depth, leftTurned ? 1 : left.stride(),
                leftTurned ? left.stride() : 1, rightTurned ? 1 : right.stride(), rightTurned ? right.stride() : 1,
                result.stride(), accumulate, random.nextBoolean());
        assertThat(product.serves()).isTrue();
        try (var arena = Arena.ofConfined()) {
            var plan = product.plans().getFirst();
            var scratch = arena.allocate(product.scratchFloats(plan) * Float.BYTES, 64);
            product.run(plan, left.address(), right.address(), result.address(), scratch.address());
        }
        result.isNear(expected, 2e-6 * Math.sqrt(depth) + 1e-6, 0, product.toString());
    }

    /** Whatever plan a processor prefers, it has the same bits. */
    @ParameterizedTest
    @MethodSource("dev.nacre.kernels.cpu.jit.InstructionSets#here")
    void allPlansHaveTheSameBits(InstructionSet set) {
        assertThat(plans(set, 300, 133, 401, false)).containsExactly(
                "right packed, left as it lies, 756 rows at once",
                "right packed, left copied, 756 rows at once",
                "right as it lies, left as it lies, 756 rows at once",
                "right packed, left as it lies, 252 rows at once");
        assertThat(plans(set, 131, 530, 390, true)).hasSize(3);
        assertThat(plans(set, 20, 30, 40, false)).as("too small for a choice").hasSize(1);
    }

    private static List<String> plans(InstructionSet set, int rows, int columns, int depth, boolean leftTurned) {
        var left = leftTurned ? Matrix.random(depth, rows, rows, 1) : Matrix.random(rows, depth, depth, 1);
        var right = Matrix.random(depth, columns, columns, 2);
        var product = new BlockedProduct(set, rows, columns, depth, leftTurned ? 1 : depth, leftTurned ? rows : 1,
                columns, 1, columns, false, false);
        var first = Matrix.random(rows, columns, columns, 3);
        try (var arena = Arena.ofConfined()) {
            for (var plan : product.plans()) {
                var result = Matrix.random(rows, columns, columns, 4);
                var scratch = arena.allocate(product.scratchFloats(plan) * Float.BYTES, 64);
                product.run(plan, left.address(), right.address(), result.address(), scratch.address());
                if (plan.equals(product.plans().getFirst())) {
                    first.memory().copyFrom(result.memory());
                }
                assertThat(result.memory().mismatch(first.memory())).as("%s by %s", product, plan).isEqualTo(-1);
            }
        }
        return product.plans().stream().map(BlockedProduct.Plan::toString).toList();
    }
}
