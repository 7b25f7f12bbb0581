package dev.nacre.mammo.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.golden.ListedCheckpoint;
import dev.nacre.core.io.LoadReport;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoFmRelease;
import dev.nacre.nn.detection.RetinaNet;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.EfficientNetConfig.Padding;
import dev.nacre.nn.model.ModernBertConfig;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.published.PublishedModel;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MammographyFamiliesTest {
    private static ListedCheckpoint listed(String file, UnaryOperator<String> rename) throws IOException {
        return ListedCheckpoint.of(MammographyFamiliesTest.class.getResourceAsStream("/published/state-dicts.json"),
                file, rename);
    }

    private static PublishedModel<?> recognised(String file) throws IOException {
        return MammographyFamilies.ALL.recognise(listed(file, UnaryOperator.identity())).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"mammo-clip b2, mammo-clip, 710, 1", "mammo-fm, mammo-fm, 991, 0",
            "classifier b2, mammo-clip-classifier, 508, 0", "detector b5, mammo-clip-detector, 888, 2",
            "mapper b2, mammo-factor, 506, 0"})
    void everyPublishedFileFillsItsNetworkToTheLastEntry(String file, String family, int loaded, int unused)
            throws IOException {
        PublishedModel<?> model = recognised(file);
        LoadReport report = model.compare();
        assertThat(model.family()).isEqualTo(family);
        assertThat(report.complete()).as(report.summary()).isTrue();
        assertThat(report.loaded()).hasSize(loaded);
        assertThat(report.unused()).hasSize(unused);
    }

    @Test
    void theTextEncoderTellsMammoClipFromMammoFm() throws IOException {
        MammoClip clip = (MammoClip) recognised("mammo-clip b2").model();
        assertThat(clip.config().image()).isEqualTo(EfficientNetConfig.B2);
        assertThat(clip.config().text()).isEqualTo(BertConfig.base(28_996));
        assertThat(clip.config().embedding()).isEqualTo(512);
        MammoClip fm = (MammoClip) recognised("mammo-fm").model();
        assertThat(fm.config().image()).isEqualTo(EfficientNetConfig.B5);
        assertThat(fm.config().text()).isEqualTo(ModernBertConfig.base(50_368));
    }

    @Test
    void mammoFmIsReadWithBothSpellingsOfItsTextEncoder() throws IOException {
        PublishedModel<?> model = MammographyFamilies.ALL.recognise(listed("mammo-fm",
                name -> name.replace("model.text_encoder.", "module.text_encoder.text_encoder.")
                        .replaceFirst("^model\\.", "module."))).orElseThrow();
        assertThat(model.family()).isEqualTo("mammo-fm");
        assertThat(model.compare().complete()).as(model.compare().summary()).isTrue();
    }

    @Test
    void weightsWhoseUseIsRestrictedSaySo() throws IOException {
        assertThat(recognised("mammo-fm").licence()).contains(MammoFmRelease.LICENCE);
        assertThat(MammoFmRelease.LICENCE.permitsServing()).isFalse();
        assertThat(recognised("mammo-clip b2").licence().map(Licence::permitsServing)).contains(true);
        assertThat(Licence.fromJson(MammoFmRelease.LICENCE.toJson())).isEqualTo(MammoFmRelease.LICENCE);
    }

    @Test
    void aDetectorsEncoderHasThePaddingsOfTheOlderImplementation() throws IOException {
        RetinaNet detector = (RetinaNet) recognised("detector b5").model();
        assertThat(detector.config()).isEqualTo(
                RetinaNetConfig.published(EfficientNetConfig.B5.withPadding(Padding.NOMINAL), 1));
    }

    @Test
    void aSpellingMistakeIsReportedWithItsNeighbour() throws IOException {
        PublishedModel<?> model = MammographyFamilies.ALL.recognise(listed("mammo-clip b2",
                name -> name.replace("text_projection.projection.bias", "text_projection.projektion.bias")))
                .orElseThrow();
        assertThat(model.compare().missing()).singleElement().satisfies(missing ->
                assertThat(missing.near()).containsExactly("text_projection.projektion.bias"));
        assertThat(model.compare().unexpected()).singleElement().satisfies(unexpected ->
                assertThat(unexpected.near()).containsExactly("text_projection.projection.bias"));
    }
}
