package dev.nacre.mammo.finealign.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.exam.ReportReader;
import dev.nacre.mammo.finealign.FineAlignFile;
import dev.nacre.mammo.finealign.TrainedFineAlign;
import dev.nacre.mammo.finealign.loss.BreastPictures;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.report.Language;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FineAlignPredictorTest {
    private static Map<ExamView, PreparedView> prepared(FineAlignPredictor predictor, ExamView... views) {
        Map<ExamView, PreparedView> prepared = new EnumMap<>(ExamView.class);
        for (ExamView view : views) {
            prepared.put(view, predictor.prepare(TinyFineAlign.mammogram(view), view));
        }
        return prepared;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anExamIsRead(Mode mode) {
        FineAlignPredictor predictor = TinyFineAlign.predictor(mode);
        PromptVectors prompts = predictor.embed(PromptBank.ENGLISH);
        ExamReading reading = predictor.read(prepared(predictor, ExamView.values()), prompts);
        assertThat(reading.views()).hasSize(4);
        assertThat(reading.breasts()).containsOnlyKeys(Laterality.LEFT, Laterality.RIGHT);
        for (ViewReading view : reading.views().values()) {
            Mask searched = view.prepared().searched();
            float[] picture = view.prepared().unit();
            for (PictureMap map : Stream.concat(view.findings().values().stream(), Stream.of(view.enhanced(),
                    view.awarenessMap(), view.awareness(), view.lesions())).toList()) {
                assertThat(map.values()).hasSize(TinyFineAlign.HEIGHT * TinyFineAlign.WIDTH);
                for (float value : map.values()) {
                    assertThat(value).isBetween(-1.0001f, 1.0001f);
                }
            }
            for (int index = 0; index < picture.length; index++) {
                assertThat(searched.inside()[index] || view.lesions().values()[index] == 0).isTrue();
            }
            assertThat(view.findings().keySet()).containsExactly("mass", "calcification", "asymmetry", "distortion",
                    "suspicious lesion");
            boolean recommended = mode == Mode.RECOMMENDED;
            assertThat(view.veil().isPresent()).isEqualTo(recommended);
            assertThat(view.dehazed().isPresent()).isEqualTo(recommended);
            BreastScore score = reading.breasts().get(view.view().side());
            assertThat(score.awareness().isPresent()).isEqualTo(recommended);
            score.awareness().ifPresent(value -> assertThat(value).isBetween(0.01, 0.99));
        }
    }

    /** A single view of one breast is an exam too, with the same maps. */
    @Test
    void viewsMayBeMissing() {
        FineAlignPredictor predictor = TinyFineAlign.predictor(Mode.PRECURSOR);
        PromptVectors prompts = predictor.embed(PromptBank.ENGLISH);
        ExamReading alone = predictor.read(prepared(predictor, ExamView.RIGHT_MLO), prompts);
        ExamReading all = predictor.read(prepared(predictor, ExamView.values()), prompts);
        assertThat(alone.breasts()).containsOnlyKeys(Laterality.RIGHT);
        assertThat(alone.views().get(ExamView.RIGHT_MLO).lesions().values())
                .containsExactly(all.views().get(ExamView.RIGHT_MLO).lesions().values(), within(1e-4f));
        assertThatThrownBy(() -> predictor.read(Map.of(), prompts)).hasMessageContaining("needs a picture");
    }

    @Test
    void manyThreadsGetTheSameBits() {
        FineAlignPredictor predictor = TinyFineAlign.predictor(Mode.RECOMMENDED);
        PromptVectors prompts = predictor.embed(PromptBank.ENGLISH);
        Map<ExamView, PreparedView> views = prepared(predictor, ExamView.values());
        List<CompletableFuture<ExamReading>> readings = Stream.generate(() ->
                CompletableFuture.supplyAsync(() -> predictor.read(views, prompts))).limit(4).toList();
        List<float[]> maps = readings.stream().map(reading ->
                reading.join().views().get(ExamView.LEFT_CC).lesions().values()).toList();
        maps.forEach(map -> assertThat(Arrays.equals(map, maps.getFirst())).isTrue());
    }

    @Test
    void aFileHoldsAllThatIsNeeded(@TempDir Path directory) {
        FineAlignPredictor written = TinyFineAlign.predictor(Mode.RECOMMENDED);
        Path file = directory.resolve("model.safetensors");
        FineAlignFile.write(new TrainedFineAlign(written.model(), written.words(), written.pictures(), Json.object()),
                file);
        FineAlignPredictor read = FineAlignPredictor.load(file);
        Map<ExamView, PreparedView> views = prepared(read, ExamView.LEFT_MLO);
        assertThat(read.read(views, read.embed(PromptBank.ENGLISH)).breasts())
                .isEqualTo(written.read(views, written.embed(PromptBank.ENGLISH)).breasts());
    }

    /** Each breast's awareness is that of its own pictures. */
    @Test
    void breastsAreScoredByTheirOwnPictures() {
        FineAlignPredictor predictor = TinyFineAlign.predictor(Mode.RECOMMENDED);
        PromptVectors prompts = predictor.embed(PromptBank.ENGLISH);
        Map<ExamView, PreparedView> views = prepared(predictor, ExamView.values());
        ExamInput input = ExamInput.of(views);
        assertThat(input.breastPictures()).extracting(BreastPictures::pictures)
                .containsExactly(List.of(0, 1), List.of(2, 3));
        Map<ExamView, PreparedView> two = prepared(predictor, ExamView.LEFT_MLO, ExamView.RIGHT_CC);
        assertThat(ExamInput.of(two).breastPictures()).extracting(BreastPictures::side, BreastPictures::pictures)
                .containsExactly(tuple(Laterality.LEFT, List.of(0)), tuple(Laterality.RIGHT, List.of(1)));
        assertThat(predictor.read(two, prompts).breasts().get(Laterality.LEFT).awareness())
                .isNotEqualTo(predictor.read(two, prompts).breasts().get(Laterality.RIGHT).awareness());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void wordsAndSentencesAreLinked(Mode mode) {
        FineAlignPredictor predictor = TinyFineAlign.predictor(mode);
        ExamReading reading = predictor.read(prepared(predictor, ExamView.LEFT_CC, ExamView.RIGHT_CC),
                predictor.embed(PromptBank.ENGLISH));
        ExamReport report = new ReportReader(Language.ENGLISH).read(String.join(" ", TinyFineAlign.REPORT))
                .orElseThrow();
        List<LinkedSentence> sentences = predictor.link(reading, report);
        assertThat(sentences).hasSize(2);
        LinkedSentence mass = sentences.getFirst();
        assertThat(mass.cosines()).containsOnlyKeys(ExamView.LEFT_CC);
        String text = mass.sentence().text();
        assertThat(mass.words()).extracting(word -> text.substring(word.begin(), word.end()))
                .startsWith("Irregular", "mass", "in", "the", "left", "breast", ",", "BI", "-", "RADS", "5");
        PictureMap cosines = mass.words().get(1).cosines().get(ExamView.LEFT_CC);
        assertThat(cosines.values()).hasSize(TinyFineAlign.HEIGHT * TinyFineAlign.WIDTH / 256);
        assertThat(cosines.values()).isNotEqualTo(mass.words().getFirst().cosines().get(ExamView.LEFT_CC).values());
        assertThat(sentences.getLast().cosines()).containsOnlyKeys(ExamView.RIGHT_CC);
        List<FoundRegion> regions = List.of(region(0, 0), region(48, 32));
        assertThat(mass.region(ExamView.LEFT_CC, regions, TinyFineAlign.HEIGHT, TinyFineAlign.WIDTH)).isPresent();
        assertThat(sentences.getLast().region(ExamView.RIGHT_CC, regions, TinyFineAlign.HEIGHT, TinyFineAlign.WIDTH))
                .isEmpty();
        assertThat(mass.region(ExamView.LEFT_CC, List.of(), 96, 64)).isEmpty();
    }

    @Test
    void aSentenceIsLinkedToTheRegionThatItFitsBest() {
        PictureMap cosines = Drawn.constant(6, 4, 0.1);
        cosines.values()[3 * 4 + 2] = 0.7f;
        ExamReport report = new ReportReader(Language.ENGLISH).read("Mass in the left breast.").orElseThrow();
        LinkedSentence sentence = new LinkedSentence(report.sentences().getFirst(), List.of(),
                Map.of(ExamView.LEFT_CC, cosines));
        assertThat(sentence.region(ExamView.LEFT_CC, List.of(region(0, 0), region(48, 32)), 96, 64)).hasValue(1);
        assertThat(sentence.region(ExamView.LEFT_MLO, List.of(region(0, 0)), 96, 64)).isEmpty();
    }

    @Test
    void placesOfWordsWithAccentsAndSigns() {
        FineAlignPredictor predictor = TinyFineAlign.predictor(Mode.RECOMMENDED);
        String text = " Nódulo,  e\u0301cran\u00a05\u20136\u00a0mm (BI-RADS 4)";
        assertThat(WordPlaces.of(text, predictor.words())).extracting(place ->
                text.substring(place.begin(), place.end())).containsExactly("Nódulo", ",", "e\u0301cran", "5", "\u2013",
                "6", "mm", "(", "BI", "-", "RADS", "4", ")");
    }

    private static FoundRegion region(int row, int column) {
        boolean[] inside = new boolean[100];
        Arrays.fill(inside, true);
        return new FoundRegion(new Region.Pixels(new PixelBox(column, row, column + 10, row + 10),
                new Mask(10, 10, inside)), 0.5, 0.6);
    }
}
