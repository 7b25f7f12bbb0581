package dev.nacre.mammo.finealign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.LoadReport;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.Normalisation;
import dev.nacre.nn.Module;
import dev.nacre.nn.model.Bert;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.ResNet;
import dev.nacre.nn.model.ResNetConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingWeightsTest {
    private static final BertConfig TEXT = BertConfig.small(40, 64, 2, 16);
    private static final FineAlignConfig CONFIG = FineAlignConfig.recommended(ResNetConfig.TINY, TEXT, 8);

    @TempDir
    private Path folder;

    private Path written(String prefix, Module module) {
        Path file = folder.resolve("weights.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        module.state().forEach(entry -> writer.add(prefix + entry.name(), entry.value().get(), entry.layout()));
        if (module instanceof ResNet) {
            writer.add(prefix + "fc.bias", Tensor.zeros(10), FileLayout.SAME);
        }
        writer.write(file);
        return file;
    }

    private static void assertSame(Module one, Module other) {
        assertThat(one.entries().keySet()).isEqualTo(other.entries().keySet());
        one.entries().forEach((name, entry) -> assertThat(entry.value().toFloats()).as(name)
                .isEqualTo(other.entries().get(name).value().toFloats()));
    }

    @Test
    void aResNetOfTorchvisionsNamesFillsTheEncoderOfPictures() {
        ResNet source = new ResNet(ResNetConfig.TINY.withBatchNormMomentum(0.3)).init(Key.of(5));
        Path file = written("state_dict.", source);
        StartingWeights.PictureEncoder found = StartingWeights.inspect(file);
        assertThat(found.config()).isEqualTo(ResNetConfig.TINY);
        FineAlign model = new FineAlign(found.in(CONFIG)).init(Key.of(1));
        float[] projection = model.entries().get("picture.place_projection.weight").value().toFloats();
        LoadReport report = StartingWeights.pictures(model, file);
        assertThat(report.unused()).hasSize(1);
        assertSame(model.pictureEncoder(), source);
        assertThat(model.entries().get("picture.place_projection.weight").value().toFloats()).isEqualTo(projection);
    }

    @Test
    void theEncoderOfAMammoClipBringsItsScale() {
        EfficientNet source = new EfficientNet(EfficientNetConfig.B0).init(Key.of(5));
        Path file = written("model.image_encoder.", source);
        StartingWeights.PictureEncoder found = StartingWeights.inspect(file);
        assertThat(found.scale().mean()).isEqualTo(Normalisation.MAMMO_CLIP.mean());
        FineAlign model = new FineAlign(found.in(CONFIG)).init(Key.of(1));
        StartingWeights.pictures(model, file);
        assertSame(model.pictureEncoder(), source);
    }

    @Test
    void anotherEncoderOrScaleIsRefusedAndTheModelUntouched() {
        Path file = written("", new ResNet(ResNetConfig.TINY).init(Key.of(5)));
        FineAlign half = new FineAlign(CONFIG).init(Key.of(1));
        float[] before = half.entries().get("picture.encoder.conv1.weight").value().toFloats();
        assertThatThrownBy(() -> StartingWeights.pictures(half, file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("ResNet-10");
        assertThat(half.entries().get("picture.encoder.conv1.weight").value().toFloats()).isEqualTo(before);
        assertThatThrownBy(() -> StartingWeights.texts(half, file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no encoder of texts");
    }

    @Test
    void aBertOfHuggingFacesNamesFillsTheEncoderOfReports() {
        Bert source = new Bert(TEXT).init(Key.of(9));
        Path file = written("bert.", source);
        FineAlign model = new FineAlign(CONFIG).init(Key.of(1));
        StartingWeights.texts(model, file);
        assertSame(model.textEncoder(), source);
        FineAlign wider = new FineAlign(CONFIG.withText(BertConfig.small(40, 128, 2, 16))).init(Key.of(1));
        assertThatThrownBy(() -> StartingWeights.texts(wider, file)).isInstanceOf(CheckpointException.class);
    }
}
