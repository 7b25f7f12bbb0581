package dev.nacre.mammo.clip;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PicturePreparation;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.text.Padding;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.text.WordPieceTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Mammo-CLIP with all that it needs to take picture files and sentences: what one file holds. The file is safetensors
 * with the published names; its metadata hold the rest as JSON under {@value #KEY}.
 *
 * <p>Its vectors may be asked for from many threads.
 *
 * @param model the two encoders
 * @param tokenizer of the text encoder
 * @param preparation of the pictures
 * @param textLength longest text in ids, start and end marks included
 */
public record TrainedClip(MammoClip model, WordPieceTokenizer tokenizer, PicturePreparation preparation,
        int textLength) {
    /** Name of a model's file inside the folder of a training run. */
    public static final String FILE_NAME = "model.safetensors";

    private static final String KEY = "nacre.mammo-clip";
    private static final int CHANNELS = 3;
    private static final int AHEAD = 2;

    /** Refuses parts that do not belong together. */
    public TrainedClip {
        int rows = model.config().text().vocabulary();
        if (rows != tokenizer.vocabularySize()) {
            throw new InputException("the vocabulary has " + tokenizer.vocabularySize() + " tokens but the text"
                    + " encoder " + rows + ": take the vocabulary with which the model was trained");
        }
        if (textLength > model.config().text().positions()) {
            throw new InputException("texts of up to " + textLength + " tokens do not fit a text encoder of "
                    + model.config().text().positions() + " positions: choose a smaller length");
        }
    }

    /** Writes everything into one file, whole or not at all. */
    public void save(Path file) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, Json.object()
                .with("model", model.config().toJson()).with("tokenizer", tokenizer.toJson())
                .with("preparation", preparation.toJson()).with("text_length", textLength).toString());
        for (StateEntry entry : model.state()) {
            writer.add(entry);
        }
        writer.write(file);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param place the file, or the folder of a training run
     * @throws InputException if there is no such file
     * @throws CheckpointException if the file is damaged or holds something else
     */
    public static TrainedClip load(Path place) {
        Path path = Files.isDirectory(place) ? place.resolve(FILE_NAME) : place;
        if (!Files.isRegularFile(path)) {
            throw new InputException(
                    "there is no model " + path + ": give the folder that pretrain wrote, or a model file");
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            String description = file.metadata().get(KEY);
            if (description == null) {
                throw new CheckpointException(path + " holds no Mammo-CLIP that pretrain wrote: its metadata lack "
                        + KEY + ", which describes model, tokenizer and picture size; give a model file of Nacre");
            }
            TrainedClip clip = described(path, description);
            StateLoader.load(file, clip.model.state(), KeyTable.SAME);
            return clip;
        }
    }

    private static TrainedClip described(Path path, String description) {
        try {
            Json json = Json.parse(description);
            return new TrainedClip(new MammoClip(MammoClipConfig.fromJson(json.get("model"))),
                    WordPieceTokenizer.fromJson(json.get("tokenizer")),
                    PicturePreparation.fromJson(json.get("preparation")),
                    Math.toIntExact(json.get("text_length").whole()));
        } catch (IllegalArgumentException | ArithmeticException damaged) {
            throw new CheckpointException(path + " describes its model in a way that cannot be read ("
                    + damaged.getMessage() + "): it seems damaged, or was written by another version", damaged);
        }
    }

    /** The trained factor on cosines, exp(logit_scale). */
    public double scale() {
        return Math.exp(model.logitScale().item());
    }

    /**
     * Vectors of picture files, {@code [files, embedding]}, each of length 1.
     *
     * @param batchSize pictures in one computation; more take more memory
     * @throws InputException if a picture cannot be used
     */
    public float[][] embedPictures(List<Path> files, int batchSize) {
        float[][] vectors = new float[files.size()][];
        int batches = Math.ceilDiv(files.size(), batchSize);
        try (Prefetch<PictureBatch> prepared = new Prefetch<>(batches, AHEAD, number ->
                prepared(files.subList(number * batchSize, Math.min(files.size(), (number + 1) * batchSize))))) {
            for (int batch = 0; batch < batches; batch++) {
                int first = batch * batchSize;
                PictureBatch pictures = prepared.next();
                Scope.run("embedding pictures", () ->
                        store(model.embedImages(pictures.tensor(CHANNELS), Pass.EVAL), vectors, first));
            }
        }
        return vectors;
    }

    /**
     * Vectors of sentences, {@code [sentences, embedding]}, each of length 1.
     *
     * @param batchSize sentences in one computation
     */
    public float[][] embedSentences(List<String> sentences, int batchSize) {
        float[][] vectors = new float[sentences.size()][];
        for (int first = 0; first < sentences.size(); first += batchSize) {
            int start = first;
            TokenBatch tokens = tokenizer.encodeBatch(
                    sentences.subList(start, Math.min(sentences.size(), start + batchSize)), textLength,
                    Padding.TO_LONGEST);
            Scope.run("embedding sentences", () -> store(
                    model.embedTexts(tokens.idTensor(), tokens.attentionMaskTensor(), Pass.EVAL), vectors, start));
        }
        return vectors;
    }

    private PictureBatch prepared(List<Path> files) {
        int elements = preparation.elements();
        float[] values = new float[Math.multiplyExact(files.size(), elements)];
        for (int index = 0; index < files.size(); index++) {
            System.arraycopy(preparation.prepare(files.get(index)), 0, values, index * elements, elements);
        }
        return new PictureBatch(files.size(), preparation.height(), preparation.width(), values);
    }

    private static void store(Tensor batch, float[][] vectors, int first) {
        int width = Math.toIntExact(batch.size(1));
        float[] values = batch.toFloats();
        for (int row = 0; row < batch.size(0); row++) {
            double squares = 0;
            for (int index = 0; index < width; index++) {
                squares += (double) values[row * width + index] * values[row * width + index];
            }
            float[] vector = new float[width];
            for (int index = 0; index < width; index++) {
                vector[index] = (float) (values[row * width + index] / Math.sqrt(squares));
            }
            vectors[first + row] = vector;
        }
    }
}
