package dev.nacre.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.bench.peers.EfficientNetShapes.Shape;
import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.StateEntry;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void shapesAreThoseOfTheNetworkThatIsMeasured() {
        EfficientNetShapes shapes = new EfficientNetShapes(96, 64);
        Set<List<Integer>> weights = new HashSet<>();
        Stream.of(List.of(shapes.stem()), shapes.pointwise(), shapes.depthwise()).flatMap(List::stream)
                .forEach(shape -> weights.add(List.of(shape.kernel(), shape.kernel(), shape.in() / shape.groups(),
                        shape.out())));
        EfficientNet network = new EfficientNet(EfficientNetConfig.B5);
        Set<List<Integer>> expected = new HashSet<>();
        for (StateEntry entry : network.state()) {
            long[] sizes = entry.spec().shape().sizes();
            if (sizes.length == 4 && !entry.name().contains("_se_")) {
                expected.add(List.of((int) sizes[0], (int) sizes[1], (int) sizes[2], (int) sizes[3]));
            }
        }
        assertThat(weights).isEqualTo(expected);
        Scope.run("test", () -> {
            Tensor last = network.init(Key.of(1)).features(Tensor.zeros(1, 96, 64, 3), Pass.EVAL);
            Shape head = shapes.pointwise().getLast();
            assertThat(last.shape().sizes()).containsExactly(1, head.height(), head.width(), head.out());
        });
    }

    @Test
    void aQuickRunHasSomeOfEveryGroup() {
        List<KernelGroup> groups = List.of(ProductRows.of(DType.FLOAT32, 1, 1), ConvolutionRows.of(1),
                LayerRows.maps(1), LayerRows.attention(1));
        for (KernelGroup group : groups) {
            assertThat(group.filtered(true, "").works()).as(group.name()).isNotEmpty()
                    .hasSizeLessThan(group.works().size());
            assertThat(group.works().stream().map(NamedWork::name)).doesNotHaveDuplicates();
            assertThat(group.filtered(false, "no such work").works()).isEmpty();
        }
        assertThat(ProductRows.of(DType.FLOAT32, 1, 1).filtered(true, "").works()).hasSize(12);
        assertThat(ConvolutionRows.of(1).filtered(true, "").works()).hasSize(11);
    }

    @Test
    void coresAreReadFromTheKernelsList() {
        assertThat(Cores.numbers("0-2,5,8-9")).containsExactly(0, 1, 2, 5, 8, 9);
    }
}
