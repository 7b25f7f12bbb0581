package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
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
            var scratch = arena.allocate(product.scratchFloats() * Float.BYTES, 64);
            product.run(left.address(), right.address(), result.address(), scratch.address());
        }
        result.isNear(expected, 2e-6 * Math.sqrt(depth) + 1e-6, 0, product.toString());
    }
}
