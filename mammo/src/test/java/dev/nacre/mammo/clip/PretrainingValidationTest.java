package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured after each epoch, on the pictures of bright spots. */
class PretrainingValidationTest {
    @TempDir
    private Path directory;

    private static ZeroShotCheck above(List<Breast> rows) {
        boolean[] positive = new boolean[rows.size()];
        List<Path> pictures = rows.stream().map(row -> row.pictures().values().iterator().next().getFirst()).toList();
        for (int row = 0; row < positive.length; row++) {
            positive[row] = rows.get(row).sections().getFirst().contains("above");
        }
        return new ZeroShotCheck("above", new PromptPair(List.of("a spot above"), List.of("a spot below")), pictures,
                positive);
    }

    @Test
    void eachEpochHasItsLossItsRecallsAndItsAreas() throws IOException {
        TinyTraining tiny = new TinyTraining(directory);
        List<Breast> rows = tiny.rows();
        Path run = directory.resolve("run");
        tiny.pretraining(rows, TinyTraining.settings(2), rows).asking(above(rows)).start(run);
        List<String> lines = Files.readAllLines(run.resolve("validation.csv"));
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo("epoch,loss,picture_to_text_recall_1,picture_to_text_recall_5,"
                + "picture_to_text_recall_10,text_to_picture_recall_1,text_to_picture_recall_5,"
                + "text_to_picture_recall_10,zero_shot_auc_above");
        double[] last = numbers(lines.getLast());
        double[] epochs = numbers(Files.readAllLines(run.resolve("epochs.csv")).getLast());
        assertThat(last[0]).isEqualTo(2);
        assertThat(last[1]).isEqualTo(epochs[3]);
        // Eight rows: ten answers are all there are.
        assertThat(last[4]).isEqualTo(1);
        assertThat(last[7]).isEqualTo(1);
        assertThat(last[2]).isBetween(0.0, last[3]);
        assertThat(last[8]).isBetween(0.0, 1.0);
    }

    @Test
    void lossAndRecallAreThoseOfTheVectors() {
        TinyTraining tiny = new TinyTraining(directory);
        List<Breast> rows = tiny.rows();
        MammoClipPredictor model = tiny.train(rows, directory.resolve("run"), 3);
        ClipLoader loader = new ClipLoader(new PictureCache(model.pictures(), 1 << 24),
                model.texts().orElseThrow(), rows.size(), 1);
        PretrainingValidation.Measured found = new PretrainingValidation(loader, rows,
                new PretrainingLoss.SinglePair(), List.of(above(rows))).of(model);
        float[][] pictures = rows.stream().map(row -> model.embedPicture(row.pictures().values().iterator().next()
                .getFirst())).toArray(float[][]::new);
        float[][] texts = model.embedTexts(rows.stream().map(row -> row.sections().getFirst()).toList());
        ZeroShotScores scores = model.zeroShot(pictures, texts);
        double first = 0;
        double loss = 0;
        for (int row = 0; row < rows.size(); row++) {
            first += scores.rank(row, row) == 1 ? 1.0 / rows.size() : 0;
            double towards = 0;
            double back = 0;
            for (int other = 0; other < rows.size(); other++) {
                towards += Math.exp(model.scale() * scores.cosine(row, other));
                back += Math.exp(model.scale() * scores.cosine(other, row));
            }
            loss += (0.75 * Math.log(towards) + 0.25 * Math.log(back) - model.scale() * scores.cosine(row, row))
                    / rows.size();
        }
        assertThat(found.pictures()[0]).isEqualTo(first, within(1e-12));
        assertThat(found.loss()).isEqualTo(loss, within(1e-4));
    }

    @Test
    void aSinglePairTrainsTheSameModelAndNeedsNoSecondPicture() {
        TinyTraining tiny = new TinyTraining(directory);
        List<Breast> rows = tiny.rows();
        MammoClipPredictor model = tiny.pretraining(rows, TinyTraining.settings(40)
                .withLoss(new PretrainingLoss.SinglePair()), List.of()).start(directory.resolve("run")).model();
        assertThat(above(rows).area(model)).isGreaterThan(0.8);
    }

    @Test
    void picturesOfOneKindCheckNothing() {
        List<Breast> rows = new TinyTraining(directory).rows().subList(0, 1);
        assertThatThrownBy(() -> above(rows)).isInstanceOf(InputException.class)
                .hasMessageContaining("all of one kind");
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }
}
