package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.clip.MammoClipFile;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactorFileTest {
    private static final List<FactorAttribute> ATTRIBUTES = List.of(DiscPictures.DISC, DiscPictures.CROSS);

    @TempDir
    private Path folder;

    private final MammoClipPredictor clip = DiscPictures.untaught();

    private ChannelMapper mapper() {
        return ChannelMapper.of(new FactorConfig(ATTRIBUTES, 5, 2, 2, 24)).init(Key.of(6));
    }

    /** What the published notebook writes: the encoder and the network, nothing about either. */
    private Path published(ChannelMapper mapper, MammoClipPredictor of) {
        SafetensorsWriter writer = new SafetensorsWriter();
        of.model().state().stream().filter(entry -> entry.name().startsWith("image_encoder.")).forEach(writer::add);
        mapper.state().forEach(writer::add);
        Path file = folder.resolve("published.safetensors");
        writer.write(file);
        return file;
    }

    @Test
    void aPublishedStateDictGivesItsNetworkAndSurvivesOurFile() {
        ChannelMapper mapper = mapper();
        FactorPredictor read = FactorFile.readPublished(published(mapper, clip), clip, ATTRIBUTES);
        assertThat(read.config().level()).isEqualTo(5);
        mapper.parameters().forEach((name, parameter) -> assertThat(read.mapper().parameters().get(name).value()
                .toFloats()).as(name).isEqualTo(parameter.value().toFloats()));

        Path own = folder.resolve("own.safetensors");
        FactorFile.write(read, Json.object(), own);
        FactorPredictor again = FactorFile.read(own, clip);
        assertThat(again.attributes()).isDeepEqualTo(read.attributes());
        PreparedPicture picture = new DiscPictures().picture(Path.of("3-true-false"));
        FactorMap map = read.maps(picture, List.of(read.sentence("a round disc")), MapRecipe.STRETCHED, 3).getFirst();
        assertThat(again.maps(picture, List.of(again.sentence("a round disc")), MapRecipe.STRETCHED, 3).getFirst()
                .coarse().values()).isEqualTo(map.coarse().values());
        for (float value : map.prepared(DiscPictures.SIDE, DiscPictures.SIDE).values()) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @Test
    void aPublishedStateDictOfAnotherEncoderOrSizeIsRefused() {
        assertThatThrownBy(() -> FactorFile.readPublished(published(mapper(), DiscPictures.untaught(77)), clip,
                ATTRIBUTES)).isInstanceOf(CheckpointException.class).hasMessageContaining("another Mammo-CLIP");
        assertThatThrownBy(() -> FactorFile.readPublished(published(mapper(), clip), clip,
                List.of(DiscPictures.DISC))).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("pool.1.0.weight");
    }

    @Test
    void filesOfOtherModelsAreRefusedWithOneSentence() {
        Path other = folder.resolve("clip.safetensors");
        MammoClipFile.write(clip, Json.object(), other);
        assertThatThrownBy(() -> FactorFile.read(other, clip)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("family 'mammo-clip'");
        assertThatThrownBy(() -> FactorFile.read(published(mapper(), clip), clip))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("does not say what it is");
    }

    @Test
    void configurationsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new FactorConfig(List.of(), 5, 2, 2, 24)).isInstanceOf(InputException.class)
                .hasMessageContaining("no attribute");
        assertThatThrownBy(() -> new FactorConfig(List.of(DiscPictures.DISC, DiscPictures.DISC), 5, 2, 2, 24))
                .isInstanceOf(InputException.class).hasMessageContaining("given twice");
        assertThatThrownBy(() -> new FactorConfig(ATTRIBUTES, 3, 190, 114, 24)).isInstanceOf(InputException.class)
                .hasMessageContaining("choose a higher level");
        assertThatThrownBy(() -> new FactorAttribute("mass", List.of())).isInstanceOf(InputException.class);
        FactorConfig config = new FactorConfig(ATTRIBUTES, 4, 3, 5, 24);
        assertThat(FactorConfig.fromJson(config.toJson())).isEqualTo(config);
        assertThatThrownBy(() -> config.number("mass")).isInstanceOf(InputException.class)
                .hasMessageContaining("disc, cross");
    }
}
