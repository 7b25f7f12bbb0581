package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.kernels.cuda.CudaBackend;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.CutPicture;
import dev.nacre.mammo.image.DevicePictures;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.image.RandomCrop;
import dev.nacre.mammo.image.RandomGamma;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.task.detection.DetectionBatch;
import dev.nacre.mammo.task.detection.DetectionPictures;
import dev.nacre.mammo.task.detection.MarkedPictures;
import dev.nacre.mammo.task.detection.MovedBox;
import dev.nacre.mammo.task.detection.RandomTiles;
import dev.nacre.mammo.task.detection.WholePictures;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands on a CUDA device, beside the same on the processor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CudaWholePath {
    /** Sums in another order, through a step of a training. */
    static final double TOLERANCE = 1e-4;

    private final String device;
    private Path directory;
    private Path table;
    private Path far;
    private Path near;

    /** On the device of that name. */
    CudaWholePath(String device) {
        this.device = device;
    }

    /** The sentence that says why there is no such device here, or "". */
    abstract String missing();

    @BeforeAll
    void train(@TempDir Path folder) throws IOException {
        String missing = missing();
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        directory = folder;
        table = TinyStudy.write(directory);
        far = directory.resolve("far");
        near = directory.resolve("near");
        well(pretrain(far, "--device", device));
        well(pretrain(near));
    }

    /** Where runs are written. */
    Path directory() {
        return directory;
    }

    /** Two steps with every row, on the processor unless {@code more} says otherwise. */
    CommandLineRun pretrain(Path out, Object... more) {
        return withoutDropout(out, Stream.concat(Stream.of("--dropout"), Stream.of(more)).toArray());
    }

    private CommandLineRun withoutDropout(Path out, Object... more) {
        return CommandLineRun.of(Stream.concat(Stream.of("pretrain", "--table", table, "--images", directory, "--out",
                out, "--encoder", "tiny", "--height", 32, "--width", 32, "--text-layers", 1, "--text-width", 64,
                "--embedding", 32, "--batch", 6, "--epochs", 2, "--augment", "--keep", 9, "--average", "0.5",
                "--learning-rate", "1e-4"), Stream.of(more)).toArray());
    }

    static CommandLineRun well(CommandLineRun run) {
        assertThat(run.code()).as(run.text()).isZero();
        return run;
    }

    /** ‖x − x₀‖ / ‖x₀‖ over all numbers whose names begin so. */
    static double distance(Path actual, Path expected, String prefix) {
        double difference = 0;
        double scale = 0;
        try (SafetensorsFile one = SafetensorsFile.open(actual);
                SafetensorsFile other = SafetensorsFile.open(expected)) {
            assertThat(one.tensors()).hasSameSizeAs(other.tensors());
            for (StoredTensor tensor : other.tensors()) {
                if (tensor.name().startsWith(prefix) && tensor.type().dtype().orElseThrow().isFloating()) {
                    float[] x = one.floats(tensor.name());
                    float[] known = other.floats(tensor.name());
                    for (int i = 0; i < known.length; i++) {
                        difference += (x[i] - known[i]) * (x[i] - known[i]);
                        scale += known[i] * known[i];
                    }
                }
            }
        }
        assertThat(scale).as(prefix).isPositive();
        return Math.sqrt(difference / scale);
    }

    /** Weights, their average, moments, running statistics; dropout draws the same numbers on both. */
    @Test
    void aTrainingThereIsTheTrainingHere() throws IOException {
        String last = "checkpoints/step-000000002.safetensors";
        for (String part : List.of("image_encoder.", "text_encoder.", "first_moment.", "second_moment.", "average.")) {
            assertThat(distance(far.resolve(last), near.resolve(last), part)).as(part).isLessThan(TOLERANCE);
        }
        assertThat(((CudaBackend) Backends.of(new Device(device, 0))).hostBuffers()).isZero();
        assertThat(losses(far)).hasSize(2).containsExactly(losses(near), offset(TOLERANCE));
        assertThat(Json.parse(Files.readString(far.resolve("run.json"))).get("options").get("device").text())
                .isEqualTo(device);
    }

    /** Pictures that are read in each epoch, and resized there, give the bits of those that were kept resized. */
    @Test
    void aTrainingThatKeepsNoPicturesHasTheSameBits() {
        Path reading = directory.resolve("reading");
        well(pretrain(reading, "--device", device, "--cache", 0));
        String last = "checkpoints/step-000000002.safetensors";
        assertThat(distance(reading.resolve(last), far.resolve(last), "")).isZero();
    }

    /** Of each step. */
    static double[] losses(Path run) throws IOException {
        return Files.readAllLines(run.resolve("log.csv")).stream().skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[2])).toArray();
    }

    /** The second step has the shapes of the first, and is so noted. */
    @Test
    void aTrainingWhoseStepsAreRepeatedHasTheSameBits() throws IOException {
        List<String> said = new ArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage());
            }
        };
        Logger logger = Logger.getLogger("dev.nacre");
        logger.addHandler(handler);
        try {
            well(withoutDropout(directory.resolve("singly"), "--device", device));
            well(withoutDropout(directory.resolve("repeated"), "--device", device, "--repeat-steps"));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(said).filteredOn(line -> line.contains("by one call"))
                .containsExactly("steps of this training are repeated by one call");
        String last = "checkpoints/step-000000002.safetensors";
        assertThat(distance(directory.resolve("repeated").resolve(last), directory.resolve("singly").resolve(last), ""))
                .isZero();
    }

    /** Once on the device on which it began, to the same bits, and once on the other. */
    @Test
    void aTrainingThatWasInterruptedGoesOn() throws IOException {
        for (String where : List.of(device, "cpu")) {
            Path half = Files.createDirectories(directory.resolve("half-" + where));
            Files.createDirectories(half.resolve("checkpoints"));
            for (String file : List.of("run.json", "log.csv", "epochs.csv", "checkpoints/step-000000001.safetensors")) {
                Files.copy(far.resolve(file), half.resolve(file));
            }
            well(CommandLineRun.of("pretrain", "--resume", half, "--device", where));
            Path model = half.resolve("model.safetensors");
            assertThat(distance(model, near.resolve("model.safetensors"), "")).isLessThan(TOLERANCE);
            if (where.equals(device)) {
                assertThat(model).hasSameBinaryContentAs(far.resolve("model.safetensors"));
            }
        }
    }

    @Test
    void picturesAndSentencesHaveTheVectorsThatTheyHaveHere() {
        for (String where : List.of(device, "cpu")) {
            well(CommandLineRun.of("embed", directory.resolve("spot0.png"), directory.resolve("spot3.png"),
                    "--sentence", "a spot above", "--model", near, "--device", where, "--out",
                    directory.resolve("vectors-" + where)));
        }
        assertThat(distance(directory.resolve("vectors-" + device + ".safetensors"),
                directory.resolve("vectors-cpu.safetensors"), ""))
                .isLessThan(TOLERANCE);
    }

    /** Those of {@link TinyStudy} three times: to learn from, to take thresholds from, and to judge. */
    private Path set() throws IOException {
        Path set = Files.createDirectories(directory.resolve("set"));
        StringBuilder rows = new StringBuilder("patient,side,view,file,pathology,split\n");
        for (int i = 0; i < 3 * TinyStudy.ROWS; i++) {
            String file = "p" + i + ".png";
            Files.copy(directory.resolve("spot" + i % TinyStudy.ROWS + ".png"), set.resolve(file));
            rows.append(i).append(",L,CC,").append(file).append(i % 2 == 0 ? ",malignant," : ",benign,")
                    .append(List.of("train", "val", "test").get(i / TinyStudy.ROWS)).append('\n');
        }
        Files.writeString(set.resolve("pictures.csv"), rows);
        return set;
    }

    @Test
    void aTaskThereFindsWhatItFindsHere() throws IOException {
        Path set = set();
        for (String where : List.of(device, "cpu")) {
            well(CommandLineRun.of("task", "zeroshot", "--model", near, "--set", "csv", "--data", set, "--question",
                    "malignancy", "--batch", 6, "--replicates", 100, "--quiet", "--device", where, "--out",
                    directory.resolve("task-" + where)));
        }
        assertThat(area(device)).isEqualTo(area("cpu"));
    }

    private double area(String where) throws IOException {
        return Json.parse(Files.readString(directory.resolve("task-" + where).resolve("metrics.json"))).get("results")
                .get("malignancy").get("figures").get("roc_auc").get("estimate").decimal();
    }

    /** Numbers that the host needs too, and what detectors are trained on, whole or in tiles. */
    @Test
    void whatIsNotChangedThereArrivesAsItIs() {
        PixelRecipe recipe = PixelRecipe.plain(48, 32);
        PictureBatch numbers = new PictureBatch(2, 48, 32, levels(Key.of(6), 2 * 48 * 32, 999));
        assertThat(new PictureFeed(Device.CPU, recipe).sent(numbers)).isSameAs(numbers);
        try (Pictures there = new PictureFeed(new Device(device, 0), recipe).sent(numbers)) {
            assertThat(there.values()).containsExactly(numbers.values());
        }
        for (DetectionPictures pictures : List.of(new WholePictures(new PictureCache(recipe, 0)),
                RandomTiles.reading(recipe))) {
            try (DetectionBatch here = detection(pictures, "cpu"); DetectionBatch there = detection(pictures, device)) {
                assertThat(there.pictures()).isInstanceOf(DevicePictures.class);
                assertThat(there.pictures().values()).containsExactly(here.pictures().values());
                assertThat(there.lesions()).isEqualTo(here.lesions());
            }
        }
    }

    private DetectionBatch detection(DetectionPictures pictures, String where) {
        PictureFeed feed = new Device(where, 0).run(pictures::feed);
        return pictures.batch(feed, Stream.of(1, 4).map(number -> new MarkedPictures.Picture(
                directory.resolve("spot" + number + ".png"), "p" + number, List.of(new LabelledBox(
                        new BoundingBox(20, 20, 44, 44), 0)))).toList(),
                PictureAugmentation.MAMMO_CLIP, MovedBox.ELLIPSE, Key.of(8));
    }

    /** Every third is of another size, and resized by whoever changes it. */
    private static PictureFeed.Item item(PixelRecipe recipe, int number, PictureAugmentation augmentation) {
        Key key = Key.of(5).child(number);
        return new PictureFeed.Item("picture " + number, number % 3 == 2 ? cut(recipe, key, 50 + 9 * number)
                : prepared(key, number % 2 == 0 ? 256 : 4096), augmentation, key, augmentation.flipsHorizontally(key));
    }

    private static PreparedPicture prepared(Key key, int levels) {
        return new PreparedPicture(41, 33, 12, levels(key, 41 * 33, levels), null);
    }

    private static float[] levels(Key key, int count, int levels) {
        float[] values = new float[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = key.child("levels").below(levels, i);
        }
        return values;
    }

    private static CutPicture cut(PixelRecipe recipe, Key key, int height) {
        short[] levels = new short[height * 77];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (short) key.child("levels").below(4096, i);
        }
        return new CutPicture(new GreyPicture(height, 77, 12, levels), recipe.fit(), true,
                new AppliedRecipe("", "", false, new PixelBox(0, 0, 77, height), true, PlaneAffine.IDENTITY));
    }

    /** Sent ahead from another thread, changed on the device, and nothing of it left. */
    @Test
    void picturesThatAreChangedThereHaveTheBitsOfThoseHere() {
        PixelRecipe recipe = PixelRecipe.plain(41, 33);
        CudaBackend backend = (CudaBackend) Backends.of(new Device(device, 0));
        for (PictureAugmentation augmentation : List.of(PictureAugmentation.NONE, PictureAugmentation.MAMMO_CLIP,
                PictureAugmentation.PAPER, PictureAugmentation.PAPER.with(Optional.of(new RandomCrop(0.7)),
                        Optional.of(new RandomGamma(2))))) {
            float[] expected = new PictureFeed(Device.CPU, recipe).of(6, number -> item(recipe, number, augmentation))
                    .values();
            try (Pictures there = CompletableFuture.supplyAsync(() -> new PictureFeed(new Device(device, 0), recipe)
                    .of(6, number -> item(recipe, number, augmentation))).join()) {
                assertThat(there).isInstanceOf(DevicePictures.class);
                assertThat(backend.hostBuffers()).isEqualTo(1);
                assertThat(CudaBackend.withKernelsAlone(there::values)).containsExactly(expected);
            }
            assertThat(backend.hostBuffers()).isZero();
        }
    }
}
