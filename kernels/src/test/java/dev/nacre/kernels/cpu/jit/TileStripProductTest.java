package dev.nacre.kernels.cpu.jit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TileStripProductTest {
    private static final double STEP = 0x1p-8;

    @BeforeEach
    void tilesServe() {
        assumeTrue(MachineCode.hasTiles(), "needs tiles (AMX)");
    }

    @Test
    void agreesWithPlainLoopsOverAllRemainders() {
        var random = new SplittableRandom(9);
        for (int i = 0; i < 200; i++) {
            check(1 + random.nextInt(70), 1 + random.nextInt(70), 1 + random.nextInt(70), 0, random);
        }
        check(100, 176, 300, 0, random);
        check(33, 24, 1056, 0, random);
        check(64, 40, 1024, 1024, random);
    }

    private static void check(int rows, int columns, int depth, long leftStride, SplittableRandom random) {
        boolean resultFloats = random.nextBoolean();
        var epilogue = new Epilogue(resultFloats && random.nextBoolean(), random.nextBoolean(), random.nextBoolean(),
                columns + random.nextInt(3));
        boolean transposed = random.nextBoolean();
        boolean rightFloats = random.nextBoolean();
        var left = Matrix.random(random.nextBoolean(), rows, depth,
                leftStride > 0 ? leftStride : depth + random.nextInt(5), 1);
        var right = transposed ? Matrix.random(rightFloats, columns, depth, depth + random.nextInt(5), 2)
                : Matrix.random(rightFloats, depth, columns, columns + random.nextInt(5), 2);
        var result = Matrix.random(resultFloats, rows, columns, columns + random.nextInt(5), 3);
        var bias = Matrix.random(1, columns, columns, 4);
        var residual = Matrix.random(rows, columns, epilogue.residualStride(), 5);
        var expected = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = (epilogue.accumulate() ? result.at(row, column) : 0)
                        + (epilogue.bias() ? bias.at(0, column) : 0)
                        + (epilogue.residual() ? residual.at(row, column) : 0);
                for (int k = 0; k < depth; k++) {
                    sum += (double) left.rounded(row, k)
                            * (transposed ? right.rounded(column, k) : right.rounded(k, column));
                }
                expected[row * columns + column] = sum;
            }
        }
        var product = TileStripProduct.of(depth, columns, left.stride(), left.floats(), result.stride(), resultFloats,
                epilogue);
        try (var arena = Arena.ofConfined()) {
            var packed = arena.allocate(product.packedBytes(), 64);
            var scratch = arena.allocate(product.scratchBytes(), 64);
            product.pack(right.address(), right.stride(), transposed, rightFloats, packed.address());
            product.run(left.address(), packed.address(), result.address(), rows, bias.address(), residual.address(),
                    scratch.address());
        }
        result.isNear(expected, 2e-6 * Math.sqrt(depth) + 1e-6, resultFloats ? 0 : STEP,
                rows + " x " + columns + " x " + depth + (transposed ? " transposed " : " ") + epilogue);
    }

    @Test
    void gradientAgreesWithPlainLoops() {
        var random = new SplittableRandom(10);
        for (int i = 0; i < 150; i++) {
            checkGradient(1 + random.nextInt(70), 1 + random.nextInt(70), 1 + random.nextInt(130), random);
        }
        checkGradient(24, 144, 600, random);
    }

    private static void checkGradient(int rows, int columns, int pixels, SplittableRandom random) {
        boolean accumulate = random.nextBoolean();
        var left = Matrix.random(random.nextBoolean(), pixels, rows, rows + random.nextInt(5), 1);
        var right = Matrix.random(random.nextBoolean(), pixels, columns, columns + random.nextInt(5), 2);
        var result = Matrix.random(rows, columns, columns + random.nextInt(5), 3);
        var expected = accumulate ? result.values() : new double[rows * columns];
        for (int i = 0; i < expected.length; i++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                expected[i] += (double) left.rounded(pixel, i / columns) * right.rounded(pixel, i % columns);
            }
        }
        var product = TileStripGradient.of(pixels, rows, columns, left.stride(), left.floats(), right.stride(),
                right.floats(), result.stride(), accumulate);
        try (var arena = Arena.ofConfined()) {
            var scratch = arena.allocate(product.scratchBytes(), 64);
            product.run(left.address(), right.address(), result.address(), scratch.address());
        }
        result.isNear(expected, 2e-6 * Math.sqrt(pixels) + 1e-6, 0, rows + " x " + columns + " over " + pixels);
    }
}
