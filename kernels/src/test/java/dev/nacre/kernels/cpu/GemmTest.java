package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.kernels.cpu.GemmOperand.LeftMatrix;
import dev.nacre.kernels.cpu.GemmOperand.RightMatrix;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GemmTest {
    @ParameterizedTest
    @CsvSource({"1,1,1", "12,32,256", "13,33,257", "5,7,3", "25,70,600", "300,41,17", "1,100,300", "64,1,65",
        "11,1100,30", "7,9,40000", "24,16,33000", "60,600,300",
        "800,530,40", "70,4200,20"})
    void agreesWithPlainLoopsInEveryLayout(int m, int n, int k) {
        for (int layout = 0; layout < 4; layout++) {
            boolean leftTransposed = (layout & 1) != 0;
            boolean rightTransposed = (layout & 2) != 0;
            var a = Native.random((long) m * k, 1);
            var b = Native.random((long) k * n, 2);
            var c = Native.random((long) m * n, 3);
            var expected = plain(a, leftTransposed, b, rightTransposed, m, n, k, null);
            var added = plain(a, leftTransposed, b, rightTransposed, m, n, k, c);
            for (int threads = 1; threads <= 3; threads++) {
                var workers = Workers.of(threads);
                var result = Native.zeros((long) m * n);
                run(workers, a, leftTransposed, b, rightTransposed, m, n, k, result, false);
                assertThat(Native.distance(result, expected)).as("layout %d", layout).isLessThan(1e-6);
                result.copyFrom(c);
                run(workers, a, leftTransposed, b, rightTransposed, m, n, k, result, true);
                assertThat(Native.distance(result, added)).as("added, layout %d", layout).isLessThan(1e-6);
            }
        }
    }

    @Test
    void threadsDoNotChangeABit() {
        int m = 100;
        int n = 150;
        int k = 700;
        var a = Native.random(m * k, 1);
        var b = Native.random(k * n, 2);
        var one = Native.zeros(m * n);
        run(Workers.of(1), a, false, b, false, m, n, k, one, false);
        for (int threads : new int[] {2, 3, 5, 8}) {
            var many = Native.zeros(m * n);
            run(Workers.of(threads), a, false, b, false, m, n, k, many, false);
            assertThat(many.mismatch(one)).as("%d threads", threads).isEqualTo(-1);
        }
    }

    @Test
    void writesInsideItsRowsOnly() {
        int m = 5;
        int n = 3;
        int rowStride = 7;
        var a = Native.random(m * 4, 1);
        var b = Native.random(4 * n, 2);
        var c = Native.uniform(m * rowStride + 2, 3, 9, 9);
        Gemm.multiply(Workers.of(1), new LeftMatrix(a, 0, 4, 1), new RightMatrix(b, 0, n, 1), m, n, 4,
                new Gemm.Target(c, 2, rowStride, false));
        for (int i = 0; i < m * rowStride + 2; i++) {
            boolean outside = i < 2 || (i - 2) % rowStride >= n;
            assertThat(Native.at(c, i) == 9f).as("element %d", i).isEqualTo(outside);
        }
    }

    @Test
    void emptyDepthGivesZeros() {
        var c = Native.random(6, 3);
        var empty = Native.zeros(0);
        Gemm.multiply(Workers.of(1), new LeftMatrix(empty, 0, 0, 1), new RightMatrix(empty, 0, 3, 1), 2, 3, 0,
                new Gemm.Target(c, 0, 3, false));
        assertThat(Native.copy(c)).containsOnly(0f);
    }

    @Test
    void readsAnyStride() {
        int m = 13;
        int n = 5;
        int k = 9;
        var a = Native.random(m * k * 6, 1);
        var b = Native.random(n * k * 6, 2);
        var expected = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int x = 0; x < k; x++) {
                    expected[i * n + j] += (double) Native.at(a, 1 + i * k * 3L + x * 3L) * Native.at(b, x * 2L + j
                            * k * 2L);
                }
            }
        }
        var c = Native.zeros(m * n);
        Gemm.multiply(Workers.of(1), new LeftMatrix(a, 1, k * 3, 3), new RightMatrix(b, 0, 2, k * 2), m, n, k,
                new Gemm.Target(c, 0, n, false));
        assertThat(Native.distance(c, expected)).isLessThan(1e-6);
    }

    private static void run(Workers workers, MemorySegment a, boolean leftTransposed, MemorySegment b,
                            boolean rightTransposed, int m, int n, int k, MemorySegment c, boolean accumulate) {
        var left = leftTransposed ? new LeftMatrix(a, 0, 1, m) : new LeftMatrix(a, 0, k, 1);
        var right = rightTransposed ? new RightMatrix(b, 0, 1, k) : new RightMatrix(b, 0, n, 1);
        Gemm.multiply(workers, left, right, m, n, k, new Gemm.Target(c, 0, n, accumulate));
    }

    private static double[] plain(MemorySegment a, boolean leftTransposed, MemorySegment b, boolean rightTransposed,
                                  int m, int n, int k, MemorySegment start) {
        var left = Native.copy(a);
        var right = Native.copy(b);
        var result = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = start == null ? 0 : Native.at(start, i * n + j);
                for (int x = 0; x < k; x++) {
                    sum += (double) left[leftTransposed ? x * m + i : i * k + x]
                            * right[rightTransposed ? j * k + x : x * n + j];
                }
                result[i * n + j] = sum;
            }
        }
        return result;
    }
}
