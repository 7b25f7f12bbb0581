package dev.nacre.mammo;

import dev.nacre.core.Device;
import dev.nacre.core.memory.Admission;
import dev.nacre.core.memory.Deadline;
import dev.nacre.core.memory.NativePool;
import dev.nacre.core.memory.Reservation;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.ZeroShotScores;
import dev.nacre.mammo.dicom.codec.FrameDecoders;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureContent;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.DecodingMemory;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.published.Licence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained model inside an application: pictures and sentences in, vectors and scores out, for as many threads as
 * there are, in bounded memory. Research use, not for diagnosis.
 * <pre>{@code
 * try (Mammography model = Mammography.load(Path.of("model.safetensors"))) {
 *     float[] picture = model.embedPicture(Path.of("picture.dcm"));
 *     float[][] sentences = model.embedSentences(List.of("There is a mass.", "There is no mass."));
 *     double share = model.zeroShot(new float[][] {picture}, sentences).probability(0, 0);
 * }
 * }</pre>
 *
 * <p>All computing is done on the device that was the current one when the model was loaded. Results depend on the
 * input alone, bit for bit, not on who else calls. Each call first reserves what it will need:
 * heap for its picture by what the picture's header claims, then memory outside the heap for the network by what it was
 * measured to take. Calls beyond {@link MammographyOptions} wait in the order of their arrival. All methods that
 * compute throw a {@link dev.nacre.core.memory.AdmissionException} for a call that needs more than all may take, waited
 * too long, was interrupted while it waited, or came after {@link #close}.
 */
public final class Mammography implements AutoCloseable {
    /** Levels resized, as levels of the prepared picture, and as numbers: as many arrays of the prepared size. */
    private static final long PREPARED_COPIES = 3;
    /** Pictures decoded, being decoded or ready, for each network that runs. */
    private static final long AHEAD = 2;
    /** Part of the pool that stays free for small blocks, which come in slabs and do not go back. */
    private static final int SMALL_BLOCKS = 16;

    private final MammoClipPredictor predictor;
    /** Where the weights are: whoever calls computes there. */
    private final Device device = Device.current();
    private final MammographyOptions options;
    private final Admission pictures;
    private final Admission tensors;
    private final WorkingMemory imageEncoder;
    private final WorkingMemory textEncoder;
    private final RunningCalls calls = new RunningCalls();

    private Mammography(MammoClipPredictor predictor, MammographyOptions options) {
        this.predictor = predictor;
        this.options = options;
        NativePool pool = NativePool.shared();
        long weights = pool.inUse() + predictor.model().pendingBytes();
        long left = Math.max(1, (pool.budget() - weights) / SMALL_BLOCKS * (SMALL_BLOCKS - 1));
        pictures = new Admission("decoded pictures", options.pictureBytes(),
                (int) Math.min(Integer.MAX_VALUE, AHEAD * options.atOnce()));
        tensors = new Admission("tensors", Math.min(options.tensorBytes(), left), options.atOnce());
        imageEncoder = new WorkingMemory(tensors);
        textEncoder = new WorkingMemory(tensors);
    }

    /**
     * Loads a model with {@link MammographyOptions#defaults}.
     *
     * @throws dev.nacre.core.io.CheckpointException if the file is missing, damaged or of another model; one sentence
     */
    public static Mammography load(Path file) {
        return load(file, MammographyOptions.defaults());
    }

    /**
     * Loads a model. Each one has bounds of its own; several in one process share the pool, so give each its part.
     *
     * @throws dev.nacre.core.io.CheckpointException if the file is missing, damaged or of another model; one sentence
     */
    public static Mammography load(Path file, MammographyOptions options) {
        return new Mammography(MammoClipPredictor.load(file), options);
    }

    /**
     * Loads published weights with their tokenizer.
     *
     * @param tokenizer as {@link MammoClipPredictor#load(Path, Path)} takes it
     * @throws dev.nacre.core.io.CheckpointException as the other loaders
     * @throws dev.nacre.nn.InputException           if the tokenizer cannot be used
     */
    public static Mammography load(Path file, Path tokenizer, MammographyOptions options) {
        return new Mammography(MammoClipPredictor.load(file, tokenizer), options);
    }

    /**
     * The vector of one picture, of length 1: {@code [embedding]}.
     *
     * @param file DICOM, PNG, JPEG, TIFF, PNM or BMP, told by its content
     * @throws dev.nacre.nn.InputException if it is missing, unreadable or constant
     */
    public float[] embedPicture(Path file) {
        return embed(PictureContent.of(file));
    }

    /**
     * The vector of one picture, of length 1: {@code [embedding]}.
     *
     * @param bytes a whole file of such a format, which must not change during the call and counts as the caller's
     * @throws dev.nacre.nn.InputException if it is unreadable or constant
     */
    public float[] embedPicture(byte[] bytes) {
        return embed(PictureContent.of(bytes));
    }

    private float[] embed(PictureContent content) {
        try (RunningCalls.Call _ = calls.enter()) {
            Deadline deadline = Deadline.in(options.patience());
            PixelRecipe recipe = predictor.pictures();
            long prepared = (long) Float.BYTES * recipe.elements();
            try (Reservation heap = pictures.reserve(need(content, deadline) + PREPARED_COPIES * prepared, deadline)) {
                PictureBatch batch = new PictureBatch(1, recipe.fit().height(), recipe.fit().width(),
                        recipe.prepare(MammogramReader.read(content)));
                heap.shrinkTo(prepared);
                return imageEncoder.run(recipe.elements(), deadline,
                        () -> device.run(() -> predictor.embedPictures(batch)[0]));
            }
        }
    }

    /** Headers of damaged files may take far more memory than others, so looking at them is a reservation, too. */
    private long need(PictureContent content, Deadline deadline) {
        try (Reservation _ = pictures.reserve(DecodingMemory.toLook(content), deadline)) {
            return DecodingMemory.toRead(content);
        }
    }

    /**
     * The vectors of sentences, each of length 1: {@code [sentences][embedding]}. Each depends on its own sentence
     * alone, and each is computed by itself, with the memory of one. The first call reads the text encoder.
     *
     * @throws dev.nacre.core.io.CheckpointException if the model's file was written to since it was loaded
     */
    public float[][] embedSentences(List<String> sentences) {
        try (RunningCalls.Call _ = calls.enter()) {
            Deadline deadline = Deadline.in(options.patience());
            // Before working memory is measured, to which they do not belong.
            predictor.readTextEncoder();
            return sentences.stream().map(sentence -> embed(sentence, deadline)).toArray(float[][]::new);
        }
    }

    private float[] embed(String sentence, Deadline deadline) {
        List<String> one = List.of(sentence);
        int tokens = predictor.encode(one).length();
        return textEncoder.run(tokens, deadline, () -> device.run(() -> predictor.embedTexts(one)[0]));
    }

    /**
     * How well each of several sentences fits each of several pictures.
     *
     * @param pictureVectors  {@code [pictures][embedding]}, of {@link #embedPicture}
     * @param sentenceVectors {@code [sentences][embedding]}, of {@link #embedSentences}
     */
    public ZeroShotScores zeroShot(float[][] pictureVectors, float[][] sentenceVectors) {
        try (RunningCalls.Call _ = calls.enter()) {
            return device.run(() -> predictor.zeroShot(pictureVectors, sentenceVectors));
        }
    }

    /** Length of the vectors. */
    public int embedding() {
        return predictor.model().config().embedding();
    }

    /** What the publisher of the weights asks, where it restricts use. */
    public Optional<Licence> licence() {
        return predictor.licence();
    }

    /** What is done to pictures before the network sees them. */
    public PixelRecipe recipe() {
        return predictor.pictures();
    }

    /** What the calls hold and wait for at this moment. */
    public MammographyLoad now() {
        return new MammographyLoad(pictures.reserved(), tensors.reserved(), pictures.waiting() + tensors.waiting());
    }

    /**
     * Refuses new calls and those whose picture has not had its turn, lets all others end, then gives the weights and
     * what lies idle in the pool back and ends idle processes that decoded JPEG 2000. Threads of kernels end by
     * themselves after five idle seconds. Closing it again does nothing. Never from within a call.
     */
    @Override
    public void close() {
        boolean first = calls.close();
        pictures.close();
        calls.awaitEnd();
        if (first) {
            predictor.model().release();
            NativePool.shared().trim();
            FrameDecoders.endIdleWorkers();
        }
    }
}
