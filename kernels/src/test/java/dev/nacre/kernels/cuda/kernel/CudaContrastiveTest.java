package dev.nacre.kernels.cuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Layout;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.kernels.cuda.driver.DeviceQueue;
import dev.nacre.kernels.cuda.driver.DeviceScope;
import dev.nacre.kernels.cuda.fake.Arithmetic;
import dev.nacre.kernels.cuda.fake.FakeDriver;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contrastive loss in tiles against plain loops, with tiles so small that every kind of border is met. */
class CudaContrastiveTest {
    private static final double SCALE = 3.5;
    private static final double ROWS = 0.3;
    private static final double COLUMNS = 1.7;
    private static final long BUDGET = 128L << 20;

    private static void with(Arithmetic arithmetic, Consumer<Device> body) {
        FakeDriver driver = new FakeDriver(BUDGET, arithmetic);
        try (DeviceQueue queue = new DeviceQueue(driver, BUDGET);
                Kernels kernels = new Kernels(driver,
                        source -> (source.ptx() + "\0").getBytes(StandardCharsets.UTF_8))) {
            body.accept(new Device(driver, queue, kernels));
        }
    }

    /** A queue and what its tests need; memory is given back with the pool. */
    private record Device(FakeDriver driver, DeviceQueue queue, Kernels kernels) {
        DeviceTensor tensor(Shape shape) {
            return new DeviceTensor(queue.pool().take(Math.max(1, shape.elements()) * Float.BYTES), DType.FLOAT32,
                    Layout.contiguous(shape));
        }

        DeviceTensor tensor(double[] values, long... sizes) {
            DeviceTensor tensor = tensor(sizes.length == 0 ? Shape.SCALAR : Shape.of(sizes));
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            queue.upload(MemorySegment.ofArray(floats), tensor.block());
            return tensor;
        }

        double[] values(DeviceTensor tensor) {
            float[] floats = new float[(int) tensor.elements()];
            queue.download(tensor.block(), 0, MemorySegment.ofArray(floats));
            double[] values = new double[floats.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = floats[i];
            }
            return values;
        }

        void run(Consumer<Launcher> work) {
            try (DeviceScope scratch = new DeviceScope(queue.pool())) {
                work.accept(new Launcher(queue, kernels, scratch, "test"));
            }
        }
    }

    private static double[] drawn(long key, int count, boolean halves) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            float value = (float) (2 * Key.of(key).uniform(i) - 1);
            values[i] = halves ? Float.intBitsToFloat(DType.toBfloat16(value) << Short.SIZE) : value;
        }
        return values;
    }

    /** By its definition: the logits of all with all. */
    private static final class Plain {
        final double[] byRow;
        final double[] byColumn;
        final double[] da;
        final double[] db;
        double meanOfRows;
        double meanOfColumns;
        double slope;

        Plain(double[] a, double[] b, int batch, int width) {
            double[][] products = new double[batch][batch];
            byRow = new double[batch];
            byColumn = new double[batch];
            da = new double[a.length];
            db = new double[a.length];
            for (int i = 0; i < batch; i++) {
                for (int j = 0; j < batch; j++) {
                    for (int k = 0; k < width; k++) {
                        products[i][j] += a[i * width + k] * b[j * width + k];
                    }
                    byRow[i] += Math.exp(SCALE * products[i][j]);
                    byColumn[j] += Math.exp(SCALE * products[i][j]);
                }
            }
            for (int i = 0; i < batch; i++) {
                byRow[i] = Math.log(byRow[i]);
                byColumn[i] = Math.log(byColumn[i]);
                meanOfRows += (byRow[i] - SCALE * products[i][i]) / batch;
                meanOfColumns += (byColumn[i] - SCALE * products[i][i]) / batch;
            }
            for (int i = 0; i < batch; i++) {
                for (int j = 0; j < batch; j++) {
                    double p = (ROWS * Math.exp(SCALE * products[i][j] - byRow[i])
                            + COLUMNS * Math.exp(SCALE * products[i][j] - byColumn[j])
                            - (i == j ? ROWS + COLUMNS : 0)) / batch;
                    slope += p * products[i][j];
                    for (int k = 0; k < width; k++) {
                        da[i * width + k] += SCALE * p * b[j * width + k];
                        db[j * width + k] += SCALE * p * a[i * width + k];
                    }
                }
            }
        }
    }

    private static void check(int batch, int width, long rows, long columns, Precision precision, double tolerance) {
        boolean halves = precision == Precision.BFLOAT16;
        double[] a = drawn(1, batch * width, halves);
        double[] b = drawn(2, batch * width, halves);
        Plain expected = new Plain(a, b, batch, width);
        ContrastiveTiles.Size size = new ContrastiveTiles.Size(rows, columns);
        with(HostKernels.orSkip(), device -> {
            DeviceTensor scale = device.tensor(new double[] {SCALE});
            List<DeviceTensor> in = new ArrayList<>(List.of(device.tensor(a, batch, width),
                    device.tensor(b, batch, width), scale));
            List<DeviceTensor> out = List.of(device.tensor(Shape.SCALAR), device.tensor(Shape.SCALAR),
                    device.tensor(Shape.of(batch)), device.tensor(Shape.of(batch)));
            device.run(launcher -> ContrastiveKernels.forward(launcher, precision, size, in, out));
            assertThat(device.values(out.get(0))[0]).isCloseTo(expected.meanOfRows, within(1e-5));
            assertThat(device.values(out.get(1))[0]).isCloseTo(expected.meanOfColumns, within(1e-5));
            assertThat(device.values(out.get(2))).containsExactly(expected.byRow, within(1e-5));
            assertThat(device.values(out.get(3))).containsExactly(expected.byColumn, within(1e-5));
            in.addAll(out.subList(2, 4));
            in.add(device.tensor(new double[] {ROWS}));
            in.add(device.tensor(new double[] {COLUMNS}));
            List<DeviceTensor> gradients = List.of(device.tensor(Shape.of(batch, width)),
                    device.tensor(Shape.of(batch, width)), device.tensor(Shape.SCALAR));
            device.run(launcher -> ContrastiveKernels.gradient(launcher, precision, size, in, gradients));
            assertThat(device.values(gradients.get(0))).containsExactly(expected.da, within(tolerance));
            assertThat(device.values(gradients.get(1))).containsExactly(expected.db, within(tolerance));
            assertThat(device.values(gradients.get(2))[0]).isCloseTo(expected.slope, within(1e-5));
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 4, 4", "7, 5, 7, 7", "7, 5, 3, 2", "12, 1, 4, 6", "13, 9, 4, 40", "70, 6, 33, 35",
            "130, 3, 512, 65"})
    void tilesOfAnySizeGiveTheSame(int batch, int width, long rows, long columns) {
        check(batch, width, rows, columns, Precision.FLOAT32, 2e-6);
    }

    /** The weights, some 2/7 in all for a row of seven, are rounded to 8 bits, and multiplied by the scale. */
    @ParameterizedTest
    @CsvSource({"7, 5, 3, 2", "70, 6, 33, 35"})
    void factorsAreRoundedWhereThatIsAsked(int batch, int width, long rows, long columns) {
        check(batch, width, rows, columns, Precision.BFLOAT16, 4e-3);
    }

    /** All products of 20,000 with 20,000 rows would take 1.5 GiB; there are 128 MiB. */
    @Test
    void memoryGrowsWithTheBatchAndNotWithItsSquare() {
        with(Arithmetic.NONE, device -> {
            long batch = 20_000;
            long width = 16;
            DeviceTensor scalar = device.tensor(Shape.SCALAR);
            DeviceTensor a = device.tensor(Shape.of(batch, width));
            DeviceTensor b = device.tensor(Shape.of(batch, width));
            DeviceTensor line = device.tensor(Shape.of(batch));
            device.run(launcher -> ContrastiveKernels.forward(launcher, Precision.FLOAT32, List.of(a, b, scalar),
                    List.of(scalar, scalar, line, line)));
            device.run(launcher -> ContrastiveKernels.gradient(launcher, Precision.BFLOAT16,
                    List.of(a, b, scalar, line, line, scalar, scalar), List.of(a, b, scalar)));
            long tile = 2048L * 4096 * (Float.BYTES + Short.BYTES);
            assertThat(device.queue().pool().statistics().peak()).isLessThan(tile + 5 * batch * width * Float.BYTES);
            assertThat(device.driver().launches().stream().filter("product"::equals).count()).isEqualTo(4 * 10 * 5);
        });
    }
}
