package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StripProductTest {
    @ParameterizedTest
    @MethodSource("dev.nacre.kernels.cpu.jit.InstructionSets#here")
    void agreesWithPlainLoopsOverAllRemainders(InstructionSet set) {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 150; i++) {
            check(set, 1 + random.nextInt(70), 1 + random.nextInt(70), 1 + random.nextInt(70), random);
        }
        check(set, 40, 176, 300, random);
        check(set, 100, 24, 1056, random);
        check(set, 31, 304, 513, random);
        check(set, 16, 32, 1024, random);
    }

    private static void check(InstructionSet set, int rows, int columns, int depth, SplittableRandom random) {
        var epilogue = new Epilogue(random.nextBoolean(), random.nextBoolean(), random.nextBoolean(),
                columns + random.nextInt(3));
        boolean transposed = random.nextBoolean();
        var left = Matrix.random(rows, depth, depth + random.nextInt(5), 1);
        var right = transposed ? Matrix.random(columns, depth, depth + random.nextInt(5), 2)
                : Matrix.random(depth, columns, columns + random.nextInt(5), 2);
        var result = Matrix.random(rows, columns, columns + random.nextInt(5), 3);
        var bias = Matrix.random(1, columns, columns, 4);
        var residual = Matrix.random(rows, columns, epilogue.residualStride(), 5);
        var expected = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = (epilogue.accumulate() ? result.at(row, column) : 0)
                        + (epilogue.bias() ? bias.at(0, column) : 0)
                        + (epilogue.residual() ? residual.at(row, column) : 0);
                for (int k = 0; k < depth; k++) {
                    sum += (double) left.at(row, k) * (transposed ? right.at(column, k) : right.at(k, column));
                }
                expected[row * columns + column] = sum;
            }
        }
        var product = StripProduct.of(set, depth, columns, left.stride(), result.stride(), epilogue);
        try (var arena = Arena.ofConfined()) {
            var packed = arena.allocate(product.packedFloats() * Float.BYTES, 64);
            product.pack(right.address(), right.stride(), transposed, packed.address());
            product.run(left.address(), packed.address(), result.address(), rows, bias.address(),
                    residual.address());
        }
        result.isNear(expected, 2e-6 * Math.sqrt(depth) + 1e-6, 0,
                rows + " x " + columns + " x " + depth + (transposed ? " transposed " : " ") + epilogue);
    }

    /** Pieces are added up as if they lay side by side, and bits are the same past the caches. */
    @ParameterizedTest
    @MethodSource("dev.nacre.kernels.cpu.jit.InstructionSets#here")
    void piecesHaveTheBitsOfOneRow(InstructionSet set) {
        var random = new SplittableRandom(9);
        for (int i = 0; i < 120; i++) {
            int pieces = 1 + random.nextInt(5);
            int length = 1 + random.nextInt(i % 3 == 0 ? 70 : 20);
            int columns = i % 2 == 0 ? 16 * (1 + random.nextInt(6)) : 1 + random.nextInt(100);
            pieces(set, 1 + random.nextInt(40), pieces, length, columns, random);
        }
        assertThatThrownBy(() -> StripProduct.ofPieces(set, 385, 5, 100, 16, 4, false)).hasMessageContaining("385");
        assertThatThrownBy(() -> StripProduct.ofPieces(set, 10, 3, 100, 16, 4, false)).hasMessageContaining("10");
    }

    private static void pieces(InstructionSet set, int rows, int pieces, int length, int columns,
            SplittableRandom random) {
        int depth = pieces * length;
        int stride = 1 + random.nextInt(length);
        var all = Matrix.random(pieces, rows * stride + length, rows * stride + length + random.nextInt(9), 1);
        var right = Matrix.random(depth, columns, columns, 2);
        var product = StripProduct.ofPieces(set, depth, pieces, all.stride(), columns, stride, true);
        var plain = StripProduct.of(set, depth, columns, depth, columns, Epilogue.STORE);
        try (var arena = Arena.ofConfined()) {
            var packed = arena.allocate(product.packedFloats() * Float.BYTES, 64);
            product.pack(right.address(), columns, false, packed.address());
            var gathered = arena.allocate((long) rows * depth * Float.BYTES, 64);
            for (int i = 0; i < rows * depth; i++) {
                int k = i % depth;
                gathered.setAtIndex(ValueLayout.JAVA_FLOAT, i, all.at(k / length, i / depth * stride + k % length));
            }
            var expected = arena.allocate((long) rows * columns * Float.BYTES + 64, 64).fill((byte) 1);
            plain.run(gathered.address(), packed.address(), expected.address(), rows, 0, 0);
            var result = arena.allocate(expected.byteSize(), 64).fill((byte) 1);
            product.run(all.address(), packed.address(), result.address(), rows, 0, 0);
            assertThat(result.mismatch(expected)).as(rows + " rows of " + pieces + " x " + length + " x " + columns)
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nacre.kernels.cpu.jit.InstructionSets#here")
    void gradientAgreesWithPlainLoops(InstructionSet set) {
        var random = new SplittableRandom(8);
        for (int i = 0; i < 100; i++) {
            checkGradient(set, 1 + random.nextInt(70), 1 + random.nextInt(70), 1 + random.nextInt(70), random);
        }
        checkGradient(set, 24, 144, 600, random);
    }

    private static void checkGradient(InstructionSet set, int rows, int columns, int pixels, SplittableRandom random) {
        boolean accumulate = random.nextBoolean();
        var left = Matrix.random(pixels, rows, rows + random.nextInt(5), 1);
        var right = Matrix.random(pixels, columns, columns + random.nextInt(5), 2);
        var result = Matrix.random(rows, columns, columns + random.nextInt(5), 3);
        var expected = accumulate ? result.values() : new double[rows * columns];
        for (int i = 0; i < expected.length; i++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                expected[i] += (double) left.at(pixel, i / columns) * right.at(pixel, i % columns);
            }
        }
        StripGradient.of(set, pixels, rows, columns, left.stride(), right.stride(), result.stride(), accumulate)
                .run(left.address(), right.address(), result.address());
        result.isNear(expected, 2e-6 * Math.sqrt(pixels) + 1e-6, 0,
                rows + " x " + columns + " over " + pixels);
    }

    @ParameterizedTest
    @MethodSource("dev.nacre.kernels.cpu.jit.InstructionSets#here")
    void oneRowHasTheSameBitsInAnyCompany(InstructionSet set) {
        var left = Matrix.random(40, 300, 300, 1);
        var right = Matrix.random(300, 50, 50, 2);
        var all = Matrix.random(40, 50, 50, 3);
        var one = Matrix.random(1, 50, 50, 3);
        var product = StripProduct.of(set, 300, 50, 300, 50, Epilogue.STORE);
        try (var arena = Arena.ofConfined()) {
            var packed = arena.allocate(product.packedFloats() * Float.BYTES, 64);
            product.pack(right.address(), 50, false, packed.address());
            product.run(left.address(), packed.address(), all.address(), 40, 0, 0);
            for (int row = 0; row < 40; row++) {
                product.run(left.address() + row * 300L * Float.BYTES, packed.address(), one.address(), 1, 0, 0);
                for (int column = 0; column < 50; column++) {
                    assertThat(one.at(0, column)).isEqualTo(all.at(row, column));
                }
            }
        }
    }
}
