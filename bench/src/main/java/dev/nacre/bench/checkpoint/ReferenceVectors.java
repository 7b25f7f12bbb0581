package dev.nacre.bench.checkpoint;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What another implementation answers with the same pseudo-weights: vectors of sentences by their ids, vectors of
 * pictures, and values inside the picture encoder. The vectors of two pictures differ by no more than rounding does,
 * since these weights let a picture fade on its way through 39 blocks; so each stage is compared by itself, too.
 */
record ReferenceVectors(Json content) {
    private static final double TOLERANCE = 1e-5;
    private static final int CHANNELS = 3;
    private static final int SHOWN_CHANNELS = 8;
    private static final int GRID = 4;

    /** ‖ours − reference‖ / ‖reference‖ of one vector. */
    record Difference(String what, double relative) {
        boolean isSmall() {
            return relative <= TOLERANCE;
        }
    }

    /** @throws InputException if it is missing or holds something else */
    static ReferenceVectors read(Path file) {
        try {
            Json content = Json.parse(Files.readString(file));
            content.get("sentences").items();
            content.get("pictures").items();
            return new ReferenceVectors(content);
        } catch (IOException | JsonException unusable) {
            throw new InputException("the reference " + file + " cannot be used (" + unusable.getMessage()
                    + "): give a JSON file with sentences and pictures", unusable);
        }
    }

    /** Of all sentences, and of all pictures if their folder is given. */
    List<Difference> differences(MammoClipPredictor predictor, Path pictures) {
        List<Difference> differences = new ArrayList<>();
        for (Json sentence : content.get("sentences").items()) {
            differences.add(new Difference("sentence of " + sentence.get("ids").items().size() + " ids",
                    difference(vector(predictor, sentence.get("ids")), numbers(sentence.get("vector")))));
        }
        if (pictures != null) {
            for (Json picture : content.get("pictures").items()) {
                addPicture(differences, predictor, pictures, picture);
            }
        }
        return differences;
    }

    private static float[] vector(MammoClipPredictor predictor, Json ids) {
        int[] values = ids.items().stream().mapToInt(id -> (int) id.whole()).toArray();
        int[] mask = new int[values.length];
        Arrays.fill(mask, 1);
        try (Scope _ = Scope.open("a sentence of the reference")) {
            return L2Normalize.of(predictor.model().embedTexts(Tensor.of(values, 1, values.length),
                    Tensor.of(mask, 1, mask.length), Pass.EVAL), 1).toFloats();
        }
    }

    private static void addPicture(List<Difference> differences, MammoClipPredictor predictor, Path folder,
            Json picture) {
        String source = picture.get("source").text();
        float[] prepared = predictor.pictures().prepare(MammogramReader.read(folder.resolve(source)));
        PictureBatch batch = new PictureBatch(1, predictor.pictures().fit().height(),
                predictor.pictures().fit().width(), prepared);
        differences.add(new Difference("picture " + source,
                difference(predictor.embedPictures(batch)[0], numbers(picture.get("vector")))));
        try (Scope _ = Scope.open("stages of the reference")) {
            List<Tensor> stages = predictor.model().imageEncoder().stages(batch.tensor(CHANNELS), Pass.EVAL);
            for (int stage = 0; stage < stages.size(); stage++) {
                differences.add(new Difference("  its stage " + stage, difference(grid(stages.get(stage)),
                        numbers(picture.get("stages").items().get(stage)))));
            }
        }
    }

    /** Eight channels at 4 × 4 places, as {@code [channel, row, column]}. */
    private static float[] grid(Tensor map) {
        int height = Math.toIntExact(map.size(1));
        int width = Math.toIntExact(map.size(2));
        int channels = Math.toIntExact(map.size(3));
        float[] values = map.toFloats();
        float[] grid = new float[SHOWN_CHANNELS * GRID * GRID];
        int next = 0;
        for (int channel = 0; channel < SHOWN_CHANNELS; channel++) {
            for (int row = 0; row < GRID; row++) {
                for (int column = 0; column < GRID; column++) {
                    int y = (2 * row + 1) * height / (2 * GRID);
                    int x = (2 * column + 1) * width / (2 * GRID);
                    grid[next++] = values[(y * width + x) * channels + channel];
                }
            }
        }
        return grid;
    }

    private static double[] numbers(Json items) {
        return items.items().stream().mapToDouble(Json::decimal).toArray();
    }

    private static double difference(float[] ours, double[] reference) {
        if (ours.length != reference.length) {
            throw new InputException("the reference has vectors of " + reference.length + " numbers, the model of "
                    + ours.length + ": they are of different models");
        }
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < ours.length; i++) {
            difference += (ours[i] - reference[i]) * (ours[i] - reference[i]);
            norm += reference[i] * reference[i];
        }
        return Math.sqrt(difference / norm);
    }
}
