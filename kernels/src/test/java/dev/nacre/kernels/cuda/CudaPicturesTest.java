package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import dev.nacre.core.op.AffineSample;
import dev.nacre.core.op.BendLevels;
import dev.nacre.core.op.DisplacedSample;
import dev.nacre.core.op.DisplacementNoise;
import dev.nacre.core.op.GaussianSmooth;
import dev.nacre.core.op.RescaleLevels;
import dev.nacre.core.op.ResizeLevels;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to pictures on a device has the bits of the same operations, one by one, on the processor. */
class CudaPicturesTest {
    private static final Device DEVICE = CudaStandInProvider.DEVICE;

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    private static Tensor drawn(Key key, double low, double high, long... sizes) {
        return Device.REFERENCE.run(() -> Tensor.random(key, new Distribution.Uniform(low, high), sizes))
                .to(Device.current());
    }

    private static void sameBits(Supplier<Tensor> work, String... kernels) {
        Scope.run("bits", () -> {
            float[] expected = Device.CPU.run(() -> work.get().toFloats());
            int before = CudaStandInProvider.driver() == null ? 0 : CudaStandInProvider.driver().launches().size();
            float[] actual = CudaBackend.withKernelsAlone(() -> DEVICE.run(() -> work.get().toFloats()));
            List<String> launches = CudaStandInProvider.driver().launches();
            assertThat(launches.subList(before, launches.size())).contains(kernels);
            assertThat(actual).containsExactly(expected);
        });
    }

    /** Maps near the identity, and ones that lead far outside; heights and widths that are odd, or 1. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "2, 7, 5, 7", "3, 33, 17, 19", "5, 1, 9, 4", "4, 257, 3, 70"})
    void warps(int batch, int height, int width, int target) {
        for (double spread : new double[] {0.02, 1, 1e9}) {
            sameBits(() -> AffineSample.of(drawn(Key.of(1), 0, 4095, batch, height, width), maps(batch, spread),
                    drawn(Key.of(2), 0, 9, batch), target, width + 2), "nacre_affine_sample");
            sameBits(() -> AffineSample.mirrored(drawn(Key.of(1), 0, 4095, batch, height, width), maps(batch, spread),
                    height, target), "nacre_affine_sample");
        }
    }

    private static Tensor maps(int batch, double spread) {
        double[] numbers = new double[6 * batch];
        for (int i = 0; i < numbers.length; i++) {
            double still = i % 6 == 0 || i % 6 == 4 ? 1 : 0;
            numbers[i] = still + spread * (Key.of(3).uniform(i) - 0.5) * (i % 3 == 2 ? 20 : 1);
        }
        return Tensor.of(numbers, batch, 6);
    }

    /** Flips and identities are such maps, too, and move levels without changing them. */
    @Test
    void mapsToPixelCentresCopy() {
        Scope.run("copies", () -> DEVICE.run(() -> {
            Tensor x = drawn(Key.of(4), -3, 3, 2, 5, 7);
            Tensor maps = Tensor.of(new double[] {1, 0, 0, 0, 1, 0, -1, 0, 7, 0, -1, 5}, 2, 6);
            Tensor moved = AffineSample.mirrored(x, maps, 5, 7);
            assertThat(moved.select(0, 0).toFloats()).containsExactly(x.select(0, 0).toFloats());
            assertThat(moved.select(0, 1).toFloats()).containsExactly(x.select(0, 1).flip(0, 1).toFloats());
            return moved;
        }));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "2, 7, 5", "3, 33, 17", "2, 257, 70"})
    void levelsAreScaled(int batch, int height, int width) {
        sameBits(() -> {
            Tensor x = drawn(Key.of(5), 0, 255, batch, height, width);
            return RescaleLevels.of(x, RescaleLevels.ranges(x), 0.3089279, 0.25053555408335154);
        }, "nacre_rescale_levels");
        sameBits(() -> RescaleLevels.of(drawn(Key.of(5), 0, 255, batch, height, width),
                Tensor.of(new float[] {0, 255}, 1, 2).expand(batch, 2), 0, 1), "nacre_rescale_levels");
    }

    /** One picture has no curve, and of one all levels are equal. */
    @ParameterizedTest
    @CsvSource({"3, 1, 2, 3", "3, 7, 5, 4", "4, 33, 17, 4098"})
    void levelsAreBent(int batch, int height, int width, int numbers) {
        sameBits(() -> {
            Tensor x = drawn(Key.of(6), 0, 255, batch, height, width)
                    .mul(Tensor.of(factors(batch), batch, 1, 1)).add(3);
            double[] curves = new double[batch * numbers];
            for (int i = 0; i < curves.length; i++) {
                double part = Math.min(1, i % numbers / (numbers - 2.0));
                curves[i] = i / numbers == 2 ? Double.NaN : Math.pow(part, 0.7 + i / numbers);
            }
            return BendLevels.of(x, RescaleLevels.ranges(x), Tensor.of(curves, batch, numbers));
        }, "nacre_bend_levels");
    }

    private static float[] factors(int batch) {
        float[] factors = new float[batch];
        Arrays.fill(factors, 1);
        factors[1] = 0;
        return factors;
    }

    /** A reach that is longer than the picture, and one whose table ends with half a word. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 3", "2, 5, 7, 0.7", "2, 40, 33, 15"})
    void picturesAreDisplaced(int batch, int height, int width, double sigma) {
        sameBits(() -> DisplacementNoise.of(keys(batch), height, width), "nacre_displacement_noise");
        sameBits(() -> GaussianSmooth.of(drawn(Key.of(7), -1, 1, batch, height, width), sigma),
                "nacre_gaussian_smooth");
        sameBits(() -> DisplacedSample.of(drawn(Key.of(8), 0, 255, batch, height, width),
                drawn(Key.of(9), -1, 1, 2, batch, height, width), drawn(Key.of(10), -9, 9, batch).to(DType.FLOAT64)),
                "nacre_displaced_sample");
    }

    /** Sizes that grow, shrink and stay, sides of one pixel, weights that lead beyond the border, lines without any. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1, 1", "7, 5, 3, 9, 4, 2", "33, 17, 8, 17, 1, 5", "1, 257, 70, 1, 2, 31",
        "130, 70, 257, 3, 6, 2", "5, 3, 4, 2, 0, 3"})
    void picturesAreResized(int height, int width, int newHeight, int newWidth, int rowTerms, int columnTerms) {
        for (int bytes = 1; bytes <= 2; bytes++) {
            int stored = bytes;
            for (boolean whole : new boolean[] {true, false}) {
                sameBits(() -> ResizeLevels.of(
                        drawn(Key.of(12), 0, 256, height, width, stored).to(DType.UINT8),
                        side(Key.of(13), height, newHeight, rowTerms), side(Key.of(14), width, newWidth, columnTerms),
                        (1 << 8 * stored) - 1, whole), "nacre_resize_rows", "nacre_resize_columns");
            }
        }
    }

    private static ResizeLevels.Side side(Key key, int size, int newSize, int terms) {
        return new ResizeLevels.Side(drawn(key, -2, size + 2, newSize).to(DType.INT32),
                drawn(key.child(1), -0.2, 0.8, newSize, terms));
    }

    private static Tensor keys(int batch) {
        long[] keys = new long[batch];
        Arrays.setAll(keys, picture -> Key.of(11).child(picture).value());
        return Tensor.of(keys, batch);
    }

    @Test
    void withoutStrengthPicturesStay() {
        Scope.run("stay", () -> DEVICE.run(() -> {
            Tensor x = drawn(Key.of(4), -3, 3, 2, 5, 7);
            Tensor still = DisplacedSample.of(x, drawn(Key.of(5), -1, 1, 2, 2, 5, 7), Tensor.of(new double[2], 2));
            assertThat(still.toFloats()).containsExactly(x.toFloats());
            return still;
        }));
    }

    /** Bytes that were sent ahead, then numbers of other types from the same memory. */
    @Test
    void whatWasSentAheadIsUsedByTheNextKernels() {
        assertThat(Upload.isAhead(DEVICE)).isTrue();
        flipOfSentBytes();
        int before = CudaStandInProvider.driver().leaks();
        flipOfSentBytes();
        assertThat(CudaStandInProvider.driver().leaks()).isEqualTo(before);
    }

    private static void flipOfSentBytes() {
        Scope.run("upload", () -> {
            try (Upload upload = Upload.to(DEVICE, 64)) {
                for (int i = 0; i < 12; i++) {
                    upload.memory().set(ValueLayout.JAVA_BYTE, i, (byte) (20 * i));
                }
                double[] map = {-1, 0, 4, 0, 1, 0};
                for (int i = 0; i < 6; i++) {
                    upload.memory().set(ValueLayout.JAVA_DOUBLE, 16 + 8L * i, map[i]);
                }
                upload.send();
                Tensor levels = upload.tensor(DType.UINT8, 0, Shape.of(1, 3, 4)).to(DType.FLOAT32);
                Tensor flipped = AffineSample.mirrored(levels, upload.tensor(DType.FLOAT64, 16, Shape.of(1, 6)), 3, 4);
                assertThat(flipped.toFloats()).startsWith(60, 40, 20, 0, 140);
            }
        });
    }
}
