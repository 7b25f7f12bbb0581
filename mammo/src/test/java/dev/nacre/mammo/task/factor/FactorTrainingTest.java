package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.eval.localisation.PointingGame;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings in miniature. */
class FactorTrainingTest {
    private static final FactorSettings SHORT = FactorSettings.published().withLevel(4).withEpochs(2, 2)
            .withSteps(4, 1e-3);

    @TempDir
    private Path directory;

    private final MammoClipPredictor clip = DiscPictures.untaught();

    private FactorTraining training(MammoClipPredictor model, FactorSettings settings, int pictures, int held) {
        return new FactorTraining(model, new DiscPictures(), List.of(DiscPictures.DISC, DiscPictures.CROSS), settings,
                DiscPictures.cases(0, pictures), DiscPictures.cases(10_000, held));
    }

    @Test
    void discsAreToldFromCrossesAndFound() {
        FactorPredictor model = training(DiscPictures.taught(), FactorSettings.published().withLevel(2)
                .withEpochs(6, 6).withSteps(16, 1e-3), 128, 32).start(directory.resolve("run")).model();
        List<FactorCase> held = DiscPictures.cases(20_000, 60);
        double[] scores = new double[held.size()];
        double hits = 0;
        int discs = 0;
        for (int number = 0; number < scores.length; number++) {
            Path file = held.get(number).picture();
            PreparedPicture picture = new DiscPictures().picture(file);
            FactorMap map = model.maps(picture, List.of(model.attribute("disc")), MapRecipe.SLOPES, 3).getFirst();
            scores[number] = map.score();
            if (held.get(number).shown().contains("disc")) {
                discs++;
                hits += PointingGame.hit(map.prepared(DiscPictures.SIDE, DiscPictures.SIDE).values(),
                        DiscPictures.disc(file));
            }
        }
        assertThat(hits / discs).as("a disc takes a twenty-sixth of its picture").isGreaterThan(0.5);
        assertThat(area(held, scores)).isGreaterThan(0.85);
    }

    private static double area(List<FactorCase> held, double[] scores) {
        double right = 0;
        int pairs = 0;
        for (int one = 0; one < scores.length; one++) {
            for (int other = 0; other < scores.length; other++) {
                if (held.get(one).shown().contains("disc") && !held.get(other).shown().contains("disc")) {
                    pairs++;
                    right += scores[one] > scores[other] ? 1 : 0;
                }
            }
        }
        return right / pairs;
    }

    @Test
    void theFileGivesTheSameMapsAsTheTrainedModel() throws IOException {
        Path run = directory.resolve("run");
        FactorPredictor trained = training(clip, SHORT, 16, 8).start(run).model();
        FactorPredictor loaded = FactorFile.read(run.resolve("factor.safetensors"), clip);
        assertThat(loaded.config()).isEqualTo(trained.config());
        PreparedPicture picture = new DiscPictures().picture(Path.of("5-true-true"));
        for (MapRecipe recipe : MapRecipe.values()) {
            List<FactorMap> maps = trained.maps(picture, trained.queries(), recipe, 3);
            List<FactorMap> again = loaded.maps(picture, loaded.queries(), recipe, 3);
            for (int number = 0; number < maps.size(); number++) {
                assertThat(again.get(number).score()).isEqualTo(maps.get(number).score());
                assertThat(again.get(number).coarse().values()).isEqualTo(maps.get(number).coarse().values());
            }
        }
        assertThat(Files.readAllLines(run.resolve("log.csv"))).hasSize(1 + 2 * 4);
        assertThat(FactorFile.read(run.resolve("checkpoints/step-000000008.safetensors"), clip).config())
                .isEqualTo(trained.config());
    }

    @Test
    void aTrainingThatWasStoppedGoesOnToTheSameBytes() {
        FactorSettings often = SHORT.withKept(1 << 20, new Checkpoints.Policy(1, 2));
        training(clip, often, 16, 8).start(directory.resolve("whole"));
        AtomicInteger asked = new AtomicInteger();
        Path parts = directory.resolve("parts");
        Outcome outcome = training(clip, often, 16, 8).stoppingWhen(() -> asked.incrementAndGet() > 3).start(parts)
                .outcome();
        assertThat(outcome).isEqualTo(new Outcome(Outcome.End.STOPPED, 3));
        assertThat(parts.resolve("factor.safetensors")).doesNotExist();
        training(clip, often, 16, 8).resume(parts);
        assertThat(parts.resolve("factor.safetensors"))
                .hasSameBinaryContentAs(directory.resolve("whole/factor.safetensors"));
        assertThat(parts.resolve("epochs.csv")).hasSameTextualContentAs(directory.resolve("whole/epochs.csv"));
    }

    @Test
    void mapsThatAreMadeAgainGiveTheSameBytes() {
        AtomicInteger made = new AtomicInteger();
        training(clip, SHORT, 16, 8).encoding(made::set).start(directory.resolve("kept"));
        assertThat(made.get()).isEqualTo(16);
        made.set(0);
        training(clip, SHORT.withKept(0, Checkpoints.Policy.EPOCHS), 16, 8).encoding(made::set)
                .start(directory.resolve("again"));
        assertThat(made.get()).isZero();
        assertThat(directory.resolve("again/factor.safetensors"))
                .hasSameBinaryContentAs(directory.resolve("kept/factor.safetensors"));
    }

    @Test
    void withCasesToValidateOnTheModelIsThatOfTheSmallestLoss() throws IOException {
        Path run = directory.resolve("run");
        // So fast that the first epochs are the best ones.
        training(clip, SHORT.withEpochs(8, 2).withSteps(4, 0.3), 16, 12).start(run);
        List<String> epochs = Files.readAllLines(run.resolve("epochs.csv"));
        assertThat(epochs).as("the last two were no better").hasSizeBetween(4, 8);
        assertThat(epochs.getLast()).endsWith(",0");
        try (SafetensorsFile best = SafetensorsFile.open(run.resolve("checkpoints/best.safetensors"));
                SafetensorsFile model = SafetensorsFile.open(run.resolve("factor.safetensors"))) {
            assertThat(model.floats("pool.1.0.weight")).containsExactly(best.floats("pool.1.0.weight"));
        }
    }

    @Test
    void theEncoderStaysAsItIs() {
        float[] before = clip.model().entries().get("image_encoder._bn0.running_mean").value().toFloats();
        training(clip, SHORT, 16, 0).start(directory.resolve("run"));
        assertThat(clip.model().entries().get("image_encoder._bn0.running_mean").value().toFloats()).isEqualTo(before);
    }

    @Test
    void anotherMammoClipIsRefused() {
        training(clip, SHORT, 16, 0).start(directory.resolve("run"));
        assertThatThrownBy(() -> FactorFile.read(directory.resolve("run/factor.safetensors"),
                DiscPictures.untaught(99))).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("another Mammo-CLIP");
    }

    @Test
    void theSentenceOfAnAttributeGetsNearlyItsMap() {
        FactorPredictor model = training(clip, SHORT, 16, 0).start(directory.resolve("run")).model();
        FactorQuery attribute = model.attribute("cross");
        FactorQuery sentence = model.sentence("there is a cross");
        assertThat(sentence.nearness()).isCloseTo(1, within(1e-5));
        assertThat(sentence.networks()[1]).isGreaterThan(sentence.networks()[0]);
        assertThat(sentence.networks()[0] + sentence.networks()[1]).isCloseTo(1, within(1e-12));
        assertThat(sentence.vector()).containsExactly(attribute.vector(), within(1e-6f));
        FactorQuery other = model.sentence("nothing");
        assertThat(other.nearness()).isLessThan(0.999);
        assertThatThrownBy(() -> model.sentence(" ")).isInstanceOf(InputException.class)
                .hasMessageContaining("blank sentence");
    }

    @Test
    void whatCannotBeLearnedIsRefusedBeforeAnythingIsWritten() {
        List<FactorCase> discs = DiscPictures.cases(0, 16).stream().filter(one -> one.shown().contains("disc"))
                .toList();
        assertThatThrownBy(() -> new FactorTraining(clip, new DiscPictures(), List.of(DiscPictures.DISC), SHORT, discs,
                List.of())).isInstanceOf(InputException.class).hasMessageContaining("of both kinds");
        assertThatThrownBy(() -> new FactorTraining(clip, new DiscPictures(), List.of(DiscPictures.DISC), SHORT,
                DiscPictures.cases(0, 16), discs)).isInstanceOf(InputException.class)
                .hasMessageContaining("to validate on");
        assertThatThrownBy(() -> new FactorTraining(clip, new PictureCache(PixelRecipe.oriented(64, 64), 0),
                List.of(DiscPictures.DISC), SHORT, DiscPictures.cases(0, 16), List.of()))
                .isInstanceOf(InputException.class).hasMessageContaining("recipe oriented");
        assertThatThrownBy(() -> SHORT.withKept(-1, Checkpoints.Policy.EPOCHS)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> SHORT.withLevel(6)).isInstanceOf(InputException.class)
                .hasMessageContaining("level 6");
    }

    @Test
    void picturesOfAnotherSizeAreRefused() {
        FactorPredictor model = training(clip, SHORT, 16, 0).start(directory.resolve("run")).model();
        PreparedPicture picture = new DiscPictures().picture(Path.of("5-true-true"));
        PreparedPicture half = new PreparedPicture(DiscPictures.SIDE / 2, DiscPictures.SIDE * 2, 8, picture.levels(),
                picture.applied());
        assertThatThrownBy(() -> model.maps(half, model.queries(), MapRecipe.STRETCHED, 3))
                .isInstanceOf(InputException.class).hasMessageContaining("maps of 4 x 4");
    }
}
