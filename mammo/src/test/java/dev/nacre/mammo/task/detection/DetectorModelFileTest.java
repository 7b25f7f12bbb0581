package dev.nacre.mammo.task.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.image.Fit;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.Resize;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Module;
import dev.nacre.nn.detection.RetinaNet;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.detection.RetinaNetConfig.Taps;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.EfficientNetConfig.Padding;
import dev.nacre.nn.published.Licence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorModelFileTest {
    private static final List<LesionKind> KINDS = List.of(LesionKind.MASS, LesionKind.CALCIFICATION);
    private static final Licence LICENCE = new Licence("a", "Research alone.", false);

    @TempDir
    private Path folder;

    @Test
    void aDetectorIsReadBackWithAllThatBelongsToIt() {
        RetinaNet model = new RetinaNet(new RetinaNetConfig(EfficientNetConfig.TINY, Taps.FINE, 8, 2))
                .init(Key.of(1));
        DetectorPredictor detector = new DetectorPredictor(model, KINDS, PixelRecipe.mammoClip(96, 64),
                Optional.of(LICENCE));
        Path file = folder.resolve("model.safetensors");
        DetectorModelFile.write(detector, Json.object().with("epochs", 3), file);
        DetectorPredictor read = DetectorPredictor.load(file);
        assertThat(read.kinds()).isEqualTo(KINDS);
        assertThat(read.pictures()).isEqualTo(detector.pictures());
        assertThat(read.licence()).contains(LICENCE);
        assertThat(read.model().config()).isEqualTo(model.config());
        expectSame(read.model(), model);
        assertThatThrownBy(() -> MammoClipPredictor.load(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("mammo-detector");
        assertThatThrownBy(() -> DetectorPredictor.loadPublished(file, KINDS))
                .isInstanceOf(CheckpointException.class);
    }

    /** In the smallest published size; tensors have the names and layouts of the published files. */
    @Test
    void aPublishedDetectorIsReadWholeAndToldWhatItFinds() {
        RetinaNet published = new RetinaNet(new RetinaNetConfig(EfficientNetConfig.B0, Taps.PUBLISHED, 8, 1))
                .init(Key.of(1));
        SafetensorsWriter writer = new SafetensorsWriter();
        published.state().forEach(writer::add);
        Path file = folder.resolve("detector.safetensors");
        writer.write(file);
        DetectorPredictor read = DetectorPredictor.loadPublished(file, List.of(LesionKind.MASS));
        assertThat(read.model().config()).isEqualTo(new RetinaNetConfig(
                EfficientNetConfig.B0.withPadding(Padding.NOMINAL), Taps.PUBLISHED, 8, 1));
        assertThat(read.pictures().fit()).isEqualTo(new Fit(512, 512, false, Resize.Method.AREA));
        expectSame(read.model(), published);
        assertThatThrownBy(() -> DetectorPredictor.loadPublished(file, KINDS)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("tells 1 kinds");
        assertThatThrownBy(() -> DetectorPredictor.load(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("say what it finds");
    }

    @Test
    void aDetectorBeginsWithThePictureEncoderOfATrainedModel() {
        MammoClip clip = new MammoClip(new MammoClipConfig(EfficientNetConfig.TINY, BertConfig.small(20, 16, 1, 8), 16))
                .init(Key.of(7));
        MammoClipPredictor pretrained = new MammoClipPredictor(clip, Optional.empty(), PixelRecipe.mammoClip(96, 64),
                Optional.of(LICENCE));
        List<MarkedPictures.Picture> pictures = DiscPictures.write(folder, 0, 2);
        DetectionSettings settings = DetectionSettings.usual(1, 2, 1e-3, 5);
        RetinaNetConfig same = new RetinaNetConfig(EfficientNetConfig.TINY.withPadding(Padding.NOMINAL), Taps.FINE, 8,
                1);
        DetectorPredictor start = new DetectorTraining(same, List.of(LesionKind.MASS), DiscPictures.whole(), settings,
                pictures, List.of()).startingFrom(pretrained).stoppingWhen(() -> true).start(folder.resolve("run"))
                .detector();
        expectSame(start.model().encoder(), clip.imageEncoder());
        assertThat(start.licence()).contains(LICENCE);
        DetectorTraining other = new DetectorTraining(new RetinaNetConfig(EfficientNetConfig.B0, Taps.FINE, 8, 1),
                List.of(LesionKind.MASS), DiscPictures.whole(), settings, pictures, List.of());
        assertThatThrownBy(() -> other.startingFrom(pretrained)).isInstanceOf(InputException.class)
                .hasMessageContaining("same size");
    }

    private static void expectSame(Module one, Module other) {
        assertThat(one.entries().keySet()).isEqualTo(other.entries().keySet());
        one.entries().forEach((name, entry) -> {
            Tensor expected = other.entries().get(name).value();
            assertThat(entry.value().toFloats()).as(name).isEqualTo(expected.toFloats());
        });
    }
}
