package dev.nacre.mammo.clip;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.text.TokenBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A trained Mammo-CLIP with all that belongs to it: pictures and sentences in, vectors and scores out. Results depend
 * on the input alone. Safe for many threads. Research use, not for diagnosis.
 *
 * @param model    the network
 * @param texts    how sentences become ids, or nothing where the weights came without a tokenizer
 * @param pictures how files become the network's input
 * @param licence  what the publisher of the weights asks, where it restricts use
 */
public record MammoClipPredictor(MammoClip model, Optional<TextInput> texts, PixelRecipe pictures,
        Optional<Licence> licence) {
    private static final int CHANNELS = 3;
    /** Sentences of a mean that are read at once. */
    private static final int SENTENCES = 32;

    /** With weights of one's own. */
    public MammoClipPredictor(MammoClip model, TextInput texts, PixelRecipe pictures) {
        this(model, Optional.of(texts), pictures, Optional.empty());
    }

    /**
     * Loads a file that {@code pretrain} or {@code checkpoint convert} wrote, or a checkpoint of Mammo-CLIP or Mammo-FM
     * as published. The tokenizer of a published one is looked for beside it: {@code tokenizer.json} or {@code
     * vocab.txt}. Without one, pictures can be embedded and sentences cannot.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is missing, damaged or of another model; one sentence
     */
    public static MammoClipPredictor load(Path file) {
        return MammoClipFile.read(file, Optional.empty());
    }

    /**
     * Loads a published checkpoint with its tokenizer.
     *
     * @param tokenizer a {@code vocab.txt}, or a folder that holds one
     * @throws dev.nacre.core.io.CheckpointException if the file is missing, damaged, of another model, or has a
     *                                               tokenizer of its own
     * @throws InputException                        if the tokenizer cannot be used
     */
    public static MammoClipPredictor load(Path file, Path tokenizer) {
        return MammoClipFile.read(file, Optional.of(tokenizer));
    }

    /**
     * The vector of one picture, of length 1: {@code [embedding]}.
     *
     * @throws InputException if the file is missing, unreadable or constant
     */
    public float[] embedPicture(Path file) {
        float[] prepared = pictures.prepare(MammogramReader.read(file));
        return embedPictures(new PictureBatch(1, pictures.fit().height(), pictures.fit().width(), prepared))[0];
    }

    /** The vectors of prepared pictures, each of length 1: {@code [pictures][embedding]}. */
    public float[][] embedPictures(Pictures batch) {
        float[][] vectors = new float[batch.pictures()][];
        Scope.run("embedding pictures", () ->
                fill(vectors, L2Normalize.of(model.embedImages(batch.tensor(CHANNELS), Pass.EVAL), 1)));
        return vectors;
    }

    /**
     * The ids of sentences, padded to the longest.
     *
     * @throws InputException if the model came without a tokenizer
     */
    public TokenBatch encode(List<String> sentences) {
        return texts.orElseThrow(() -> new InputException("this model came without a tokenizer and reads no sentences: "
                + "load it with the vocab.txt or tokenizer.json of its text encoder")).encode(sentences);
    }

    /**
     * The vectors of sentences, each of length 1: {@code [sentences][embedding]}.
     *
     * @throws InputException                        if the model came without a tokenizer
     * @throws dev.nacre.core.io.CheckpointException as {@link #readTextEncoder}
     */
    public float[][] embedTexts(List<String> sentences) {
        return texts(sentences, rows -> L2Normalize.of(rows, 1));
    }

    /**
     * The vectors of sentences as the projection gives them, of any length, for averages: {@code
     * [sentences][embedding]}.
     *
     * @throws InputException                        if the model came without a tokenizer
     * @throws dev.nacre.core.io.CheckpointException as {@link #readTextEncoder}
     */
    public float[][] projectTexts(List<String> sentences) {
        return texts(sentences, rows -> rows);
    }

    /**
     * The mean of sentences that say the same, of the vectors that {@link #projectTexts} gives: one of which the model
     * has more to say so counts for more than if each were brought to length 1 before. {@code [embedding]}
     *
     * @param sentences at least one; any number of them takes the memory of a few
     * @throws InputException                        if the model came without a tokenizer
     * @throws dev.nacre.core.io.CheckpointException as {@link #readTextEncoder}
     */
    public float[] meanOfTexts(List<String> sentences) {
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("a mean needs at least one sentence");
        }
        double[] sum = new double[model.config().embedding()];
        for (int first = 0; first < sentences.size(); first += SENTENCES) {
            int end = Math.min(sentences.size(), first + SENTENCES);
            for (float[] vector : projectTexts(sentences.subList(first, end))) {
                Arrays.setAll(sum, element -> sum[element] + vector[element]);
            }
        }
        float[] mean = new float[sum.length];
        for (int element = 0; element < mean.length; element++) {
            mean[element] = (float) (sum[element] / sentences.size());
        }
        return mean;
    }

    private float[][] texts(List<String> sentences, UnaryOperator<Tensor> finish) {
        float[][] vectors = new float[sentences.size()][];
        TokenBatch batch = encode(sentences);
        readTextEncoder();
        Scope.run("embedding sentences", () -> fill(vectors, finish.apply(
                model.embedTexts(batch.idTensor(), batch.attentionMaskTensor(), Pass.EVAL))));
        return vectors;
    }

    /**
     * Reads the text encoder from the model's file, where it stays until the first sentence; nothing later.
     *
     * @throws dev.nacre.core.io.CheckpointException if the file was written to since the model was loaded
     */
    public void readTextEncoder() {
        // All of it, also what no sentence passes through, so that the file can be closed.
        model.readPending();
    }

    /** Zero-shot scores of pictures against sentences. */
    public ZeroShotScores zeroShot(float[][] pictureVectors, float[][] sentenceVectors) {
        return new ZeroShotScores(pictureVectors, sentenceVectors, scale());
    }

    /** The trained factor on cosines. */
    public double scale() {
        return StrictMath.exp(model.logitScale().item());
    }

    private static void fill(float[][] vectors, Tensor rows) {
        float[] values = rows.toFloats();
        int length = values.length / Math.max(1, vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
        }
    }
}
