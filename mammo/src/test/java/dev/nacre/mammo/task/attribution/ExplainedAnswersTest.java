package dev.nacre.mammo.task.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.RowPlace;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.ViewName;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.page.PictureFigure;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.mammo.task.SpotPictures;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Pass;
import dev.nacre.nn.linear.LinearClassifier;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maps of an untrained encoder on pictures of discs: that they are right, not what they show. */
class ExplainedAnswersTest {
    private static final EfficientNet ENCODER = encoder();
    private static final LinearClassifier HEAD = head();

    @TempDir
    private Path folder;

    private static EfficientNet encoder() {
        EfficientNet encoder = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(5));
        BatchNorm2d.resetStatistics(encoder);
        Scope.run("calibration", () -> encoder.forward(Tensor.randn(Key.of(9), 8, SpotPictures.SIDE,
                SpotPictures.SIDE, 1).expand(8, SpotPictures.SIDE, SpotPictures.SIDE, 3).contiguous(),
                Pass.CALIBRATION));
        return encoder;
    }

    private static LinearClassifier head() {
        double[] weights = new double[EfficientNetConfig.TINY.features()];
        Arrays.setAll(weights, index -> Key.of(2).uniform(index) - 0.5);
        return new LinearClassifier(new double[][] {new double[weights.length], weights}, new double[] {0, 0.3});
    }

    private static ExplainedAnswers answers(MapMethod method) {
        return ExplainedAnswers.of(ENCODER, HEAD, 1, SpotPictures.recipe(), method);
    }

    private List<SetRecord> records() {
        List<SetRecord> records = new ArrayList<>();
        SpotPictures.discs(folder).pictures(0, 9, number -> List.of(SpotPictures.disc(number))).forEach(picture ->
                records.add(new SetRecord(new RowPlace("discs.csv", records.size() + 1), picture.patient(),
                        picture.patient(), Laterality.LEFT, new ViewName("CC"), PictureKind.DIGITAL, picture.file(),
                        Optional.empty(), Optional.empty(), picture.labels().getFirst() == 0 ? List.of()
                        : List.of(new Finding(List.of(FindingCategory.MASS), List.of(), List.of(), Optional.empty(),
                        Optional.empty())), Optional.empty(), List.of(), Optional.empty())));
        return records;
    }

    @ParameterizedTest
    @EnumSource(MapMethod.class)
    void everyWayGivesAMapOfThePictureThatLiesOnTheOriginal(MapMethod method) {
        SetRecord record = records().getFirst();
        CaseGallery.Look look = answers(method).at(record, MammogramReader.read(record.file()));
        PictureFigure.Heat heat = look.heat().orElseThrow();
        assertThat(heat.map().values()).hasSize(SpotPictures.SIDE * SpotPictures.SIDE);
        assertThat(heat.high()).isGreaterThan(heat.low());
        assertThat(heat.toOriginal().apply(3, 5).x()).isCloseTo(3, within(1e-9));
        assertThat(look.found()).isEmpty();
    }

    @Test
    void theExactMapAddsUpToTheLogit() {
        SetRecord record = records().getFirst();
        ExplainedAnswers answers = answers(MapMethod.CAM);
        ExplainedPicture picture = ExplainedPicture.of(SpotPictures.recipe().apply(
                MammogramReader.read(record.file())), SpotPictures.recipe().normalisation());
        PictureMap map = MapMethod.CAM.of(answers.score(), picture);
        double sum = 0;
        for (float value : map.values()) {
            sum += value;
        }
        assertThat(sum / map.values().length + 0.3).isCloseTo(answers.score().of(picture.batch())[0], within(1e-4));
    }

    @Test
    void mapsAreTestedOnPicturesThatHaveWhatIsAsked() {
        List<Prediction> said = records().stream().map(record -> new Prediction(record, new double[] {0})).toList();
        Cases cases = Cases.of(Question.named("mass").orElseThrow(), CaseUnit.PICTURE, said);
        MapsPart all = answers(MapMethod.CAM).tested(cases, new MapChoice(MapMethod.CAM, 50), new Draws(100, 0.95, 1),
                TaskWatch.NOBODY);
        assertThat(all.pictures()).as("every third of nine has a disc").isEqualTo(3);
        assertThat(all.key()).isEqualTo("mass-maps");
        double deletion = all.figures().get(0).own().estimate();
        double insertion = all.figures().get(1).own().estimate();
        assertThat(insertion).as("an exact map puts back first what raises the score").isGreaterThan(deletion);
        assertThat(all.figures().get(1).difference().estimate()).isCloseTo(
                insertion - all.figures().get(1).comparator().estimate(), within(1e-12));
        assertThat(all.toJson().get("figures").fields()).containsKeys("deletion", "deletion_brightest",
                "deletion_difference", "insertion");
        assertThat(answers(MapMethod.CAM).tested(cases, new MapChoice(MapMethod.CAM, 2), new Draws(100, 0.95, 1),
                TaskWatch.NOBODY).pictures()).isEqualTo(2);
    }
}
