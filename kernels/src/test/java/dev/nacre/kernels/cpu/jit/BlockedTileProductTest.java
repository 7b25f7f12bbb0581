package dev.nacre.kernels.cpu.jit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockedTileProductTest {
    @BeforeEach
    void tilesServe() {
        assumeTrue(MachineCode.hasTiles(), "needs tiles (AMX)");
    }

    @Test
    void agreesWithPlainLoopsInEveryLayout() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 60; i++) {
            check(1 + random.nextInt(90), 1 + random.nextInt(90), 1 + random.nextInt(90), random);
        }
        // Several blocks of the depth, several chunks of columns.
        for (int i = 0; i < 4; i++) {
            check(37, 50, 4200, random);
            check(20, 1300, 530, random);
        }
    }

    private static void check(int rows, int columns, int depth, SplittableRandom random) {
        boolean leftTurned = random.nextBoolean();
        boolean rightTurned = random.nextBoolean();
        var left = leftTurned ? Matrix.random(random.nextBoolean(), depth, rows, rows + random.nextInt(3), 1)
                : Matrix.random(random.nextBoolean(), rows, depth, depth + random.nextInt(3), 1);
        var right = rightTurned ? Matrix.random(random.nextBoolean(), columns, depth, depth + random.nextInt(3), 2)
                : Matrix.random(random.nextBoolean(), depth, columns, columns + random.nextInt(3), 2);
        var result = Matrix.random(random.nextBoolean(), rows, columns, columns + random.nextInt(3), 3);
        var expected = new double[rows * columns];
        for (int i = 0; i < expected.length; i++) {
            for (int k = 0; k < depth; k++) {
                expected[i] += (double) (leftTurned ? left.rounded(k, i / columns) : left.rounded(i / columns, k))
                        * (rightTurned ? right.rounded(i % columns, k) : right.rounded(k, i % columns));
            }
        }
        var product = new BlockedTileProduct(rows, columns, depth, leftTurned ? 1 : left.stride(),
                leftTurned ? left.stride() : 1, left.floats(), rightTurned ? 1 : right.stride(),
                rightTurned ? right.stride() : 1, right.floats(), result.stride(), result.floats());
        try (var arena = Arena.ofConfined()) {
            var scratch = arena.allocate(product.scratchBytes(), 64);
            product.run(left.address(), right.address(), result.address(), scratch.address());
        }
        result.isNear(expected, 2e-6 * Math.sqrt(depth) + 1e-6, result.floats() ? 0 : 0x1p-8,
                rows + " x " + columns + " x " + depth + " left " + left.floats() + leftTurned + " right "
                        + right.floats() + rightTurned + " result " + result.floats());
    }
}
