package dev.nacre.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums of the first channel and last values of the second are those of PyTorch with the same waves as weights. */
class FeaturePyramidTest {
    @Test
    void mapsAreThoseOfThePublishedWiringWhichRepeatsCoarseMaps() {
        List<Tensor> maps = run(List.of(16, 32, 32), picture(3, 5, 3, 0), picture(4, 3, 2, 1));
        assertThat(sizes(maps)).containsExactly(Shape.of(1, 10, 6, 2), Shape.of(1, 6, 4, 2), Shape.of(1, 3, 2, 2),
                Shape.of(1, 2, 1, 2), Shape.of(1, 1, 1, 2));
        expect(maps, -17.49995, -0.3608669, -4.18429, -0.1963901, -1.05922, -0.1958388, 0.9488512, 0.4339501,
                0.05121245, -0.1624151);
    }

    @Test
    void mapsOfOneResolutionEachAreAddedAsTheyAreAndCutWhereSizesDoNotDivide() {
        List<Tensor> maps = run(List.of(8, 16, 32), picture(3, 9, 5, 0), picture(4, 5, 3, 1));
        assertThat(sizes(maps)).startsWith(Shape.of(1, 9, 5, 2), Shape.of(1, 5, 3, 2));
        expect(maps, -7.171768, -0.06926244, -1.954588, -0.1486963, -1.05922, -0.1958388, 0.9488512, 0.4339501,
                0.05121245, -0.1624151);
    }

    private static List<Tensor> run(List<Integer> strides, Tensor third, Tensor fourth) {
        FeaturePyramid pyramid = new FeaturePyramid(List.of(3, 4, 5), strides, 2);
        pyramid.init(Key.of(1));
        fill(pyramid, "P5_1", 5);
        fill(pyramid, "P4_1", 4);
        fill(pyramid, "P3_1", 3);
        fill(pyramid, "P6", 6);
        fill(pyramid, "P7_2", 7);
        fill(pyramid, "P3_2", 13);
        fill(pyramid, "P4_2", 14);
        fill(pyramid, "P5_2", 15);
        return pyramid.forward(List.of(third, fourth, picture(5, 3, 2, 2)), Pass.EVAL);
    }

    private static List<Shape> sizes(List<Tensor> maps) {
        return maps.stream().map(Tensor::shape).toList();
    }

    private static void expect(List<Tensor> maps, double... values) {
        List<Double> found = new ArrayList<>();
        for (Tensor map : maps) {
            found.add(map.slice(3, 0, 1).sum().item());
            float[] all = map.toFloats();
            found.add((double) all[all.length - 1]);
        }
        for (int index = 0; index < values.length; index++) {
            assertThat(found.get(index)).as("value %d", index).isCloseTo(values[index], within(2e-5));
        }
    }

    private static void fill(FeaturePyramid pyramid, String name, double phase) {
        Shape shape = pyramid.parameters().get(name + ".weight").spec().shape();
        float[] weight = new float[(int) shape.elements()];
        int index = 0;
        for (int row = 0; row < shape.size(0); row++) {
            for (int column = 0; column < shape.size(1); column++) {
                for (int in = 0; in < shape.size(2); in++) {
                    for (int out = 0; out < shape.size(3); out++) {
                        weight[index++] = (float) (0.2 * Math.sin(0.7 * out + 1.3 * in + 0.9 * row + 0.5 * column
                                + phase));
                    }
                }
            }
        }
        pyramid.parameters().get(name + ".weight").set(Tensor.of(weight, weight.length).reshape(shape));
        pyramid.parameters().get(name + ".bias").set(Tensor.of(new float[] {
            (float) (0.1 * Math.cos(phase)), (float) (0.1 * Math.cos(1 + phase))}));
    }

    private static Tensor picture(int channels, int height, int width, double phase) {
        float[] values = new float[height * width * channels];
        int index = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                for (int channel = 0; channel < channels; channel++) {
                    values[index++] = (float) Math.sin(0.3 * channel + 0.8 * row - 0.6 * column + phase);
                }
            }
        }
        return Tensor.of(values, 1, height, width, channels);
    }
}
