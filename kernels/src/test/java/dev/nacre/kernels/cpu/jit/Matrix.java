package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;

/**
 * A matrix of float32 or bfloat16 for tests, row-major with gaps; what does not belong to it is not a number, which
 * spoils any sum, and must still be there afterwards.
 */
record Matrix(MemorySegment memory, boolean floats, int rows, int columns, long stride) {
    private static final int ALIGNMENT = 64;

    static Matrix random(int rows, int columns, long stride, long seed) {
        return random(true, rows, columns, stride, seed);
    }

    static Matrix random(boolean floats, int rows, int columns, long stride, long seed) {
        var random = new SplittableRandom(seed);
        long elements = (rows - 1) * stride + columns + 2;
        var memory = Arena.ofAuto().allocate(elements * (floats ? Float.BYTES : Short.BYTES), ALIGNMENT);
        var matrix = new Matrix(memory, floats, rows, columns, stride);
        for (long i = 0; i < elements; i++) {
            matrix.set(i, Float.NaN);
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix.set(matrix.index(row, column), (float) (2 * random.nextDouble() - 1));
            }
        }
        return matrix;
    }

    private void set(long index, float value) {
        if (floats) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
        } else {
            memory.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) (Float.floatToRawIntBits(value) >>> Short.SIZE));
        }
    }

    private float get(long index) {
        return floats ? memory.getAtIndex(ValueLayout.JAVA_FLOAT, index)
                : Float.intBitsToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, index) << Short.SIZE);
    }

    long address() {
        return memory.address() + bytes();
    }

    int bytes() {
        return floats ? Float.BYTES : Short.BYTES;
    }

    private long index(int row, int column) {
        return 1 + row * stride + column;
    }

    float at(int row, int column) {
        return get(index(row, column));
    }

    /** As a factor of a product in bfloat16 sees it: rounded to the nearest, ties to even. */
    float rounded(int row, int column) {
        int bits = Float.floatToRawIntBits(at(row, column));
        return Float.intBitsToFloat(bits + 0x7FFF + (bits >>> Short.SIZE & 1) & 0xFFFF0000);
    }

    double[] values() {
        var values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = at(i / columns, i % columns);
        }
        return values;
    }

    /** Each element is near what it should be, and nothing is written in the gaps. */
    void isNear(double[] expected, double absolute, double relative, String what) {
        long elements = memory.byteSize() / bytes();
        long written = 0;
        for (long i = 0; i < elements; i++) {
            written += Float.isNaN(get(i)) ? 0 : 1;
        }
        assertThat(written).as("%s: elements written", what).isEqualTo((long) rows * columns);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) at(i / columns, i % columns)).as("%s: element %d, %d", what, i / columns, i % columns)
                    .isCloseTo(expected[i], Offset.offset(absolute + relative * Math.abs(expected[i])));
        }
    }
}
