package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/**
 * A float matrix for tests, row-major with gaps; what does not belong to it is a signalling value that spoils any
 * sum, and must still be there afterwards.
 */
record Matrix(MemorySegment memory, int rows, int columns, long stride) {
    private static final float OUTSIDE = Float.NaN;

    static Matrix random(int rows, int columns, long stride, long seed) {
        var random = new SplittableRandom(seed);
        long floats = (rows - 1) * stride + columns;
        var memory = Arena.ofAuto().allocate((floats + 2) * Float.BYTES, 64);
        for (long i = 0; i < floats + 2; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, OUTSIDE);
        }
        var matrix = new Matrix(memory, rows, columns, stride);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, matrix.index(row, column),
                        (float) (2 * random.nextDouble() - 1));
            }
        }
        return matrix;
    }

    long address() {
        return memory.address() + Float.BYTES;
    }

    private long index(int row, int column) {
        return 1 + row * stride + column;
    }

    float at(int row, int column) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index(row, column));
    }

    double[] values() {
        var values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = at(i / columns, i % columns);
        }
        return values;
    }

    /** Each element near what it should be, in units of {@code tolerance}, and nothing written in the gaps. */
    void isNear(double[] expected, double tolerance, String what) {
        int outside = 0;
        for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
            if (Float.isNaN(memory.getAtIndex(ValueLayout.JAVA_FLOAT, i))) {
                outside++;
            }
        }
        assertThat(memory.byteSize() / Float.BYTES - outside).as("%s: elements written", what)
                .isEqualTo((long) rows * columns);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) at(i / columns, i % columns)).as("%s: element %d, %d", what, i / columns, i % columns)
                    .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(tolerance));
        }
    }
}
