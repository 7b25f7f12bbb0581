package dev.nacre.mammo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.memory.AdmissionException;
import dev.nacre.core.memory.AdmissionException.Reason;
import dev.nacre.core.memory.NativePool;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.SmallModel;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One model and many callers: the same bits, bounded memory, clear refusals, and nothing left when it is closed. */
@Timeout(120)
class MammographyTest {
    private static final int CALLERS = 64;
    private static final int PICTURES = 6;
    private static final int PICTURE_SIDE = 300;

    @TempDir
    private static Path directory;

    private static Path file;
    private static List<Path> pictures;

    @BeforeAll
    static void write() {
        file = SmallModel.write(directory.resolve("model.safetensors"));
        pictures = new ArrayList<>();
        for (int number = 0; number < PICTURES; number++) {
            pictures.add(mammogram(directory.resolve(number + ".dcm"), PICTURE_SIDE, number));
        }
    }

    @Test
    void givesThePredictorsBits() throws IOException {
        MammoClipPredictor predictor = MammoClipPredictor.load(file);
        try (Mammography model = Mammography.load(file)) {
            assertThat(model.embedPicture(pictures.get(1))).containsExactly(predictor.embedPicture(pictures.get(1)));
            assertThat(model.embedPicture(Files.readAllBytes(pictures.get(1))))
                    .containsExactly(predictor.embedPicture(pictures.get(1))).hasSize(model.embedding());
            float[][] sentences = model.embedSentences(SmallModel.SENTENCES);
            for (int number = 0; number < sentences.length; number++) {
                assertThat(sentences[number]).as("a sentence depends on itself alone")
                        .containsExactly(predictor.embedTexts(List.of(SmallModel.SENTENCES.get(number)))[0]);
            }
            float[][] vectors = {model.embedPicture(pictures.get(0)), model.embedPicture(pictures.get(1))};
            assertThat(model.zeroShot(vectors, sentences).cosine(1, 2))
                    .isEqualTo(predictor.zeroShot(vectors, sentences).cosine(1, 2));
            assertThat(model.recipe()).isEqualTo(predictor.pictures());
        } finally {
            predictor.model().release();
        }
    }

    @Test
    void sixtyFourCallersGetTheBitsOfOneInTheMemoryOfAFew() throws Exception {
        List<float[]> alone = new ArrayList<>();
        float[][] sentencesAlone;
        long tensorsOfOne;
        try (Mammography model = Mammography.load(file)) {
            for (Path picture : pictures) {
                alone.add(model.embedPicture(picture));
            }
            sentencesAlone = model.embedSentences(SmallModel.SENTENCES);
            tensorsOfOne = needOfOnePicture();
        }
        MammographyOptions tight = MammographyOptions.defaults().withAtOnce(CALLERS)
                .withTensorBytes(2 * tensorsOfOne).withPictureBytes(6L << 20);
        try (Mammography model = Mammography.load(file, tight);
                ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> ends = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                ends.add(threads.submit(() -> {
                    start.await();
                    for (int round = 0; round < 3; round++) {
                        int number = (first + round) % PICTURES;
                        assertThat(model.embedPicture(pictures.get(number))).containsExactly(alone.get(number));
                        assertThat(model.embedSentences(SmallModel.SENTENCES)).isDeepEqualTo(sentencesAlone);
                        MammographyLoad load = model.now();
                        assertThat(load.tensorBytes()).isLessThanOrEqualTo(tight.tensorBytes());
                        assertThat(load.pictureBytes()).isLessThanOrEqualTo(tight.pictureBytes());
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> end : ends) {
                end.get();
            }
            assertThat(model.now()).isEqualTo(new MammographyLoad(0, 0, 0));
        }
    }

    /** The smallest limit, in steps of a quarter, under which one picture is let in. */
    private static long needOfOnePicture() {
        long limit = 1 << 16;
        while (true) {
            try (Mammography model = Mammography.load(file, MammographyOptions.defaults().withTensorBytes(limit))) {
                model.embedPicture(pictures.getFirst());
                return limit;
            } catch (AdmissionException tooLarge) {
                assertThat(tooLarge.reason()).isEqualTo(Reason.TOO_LARGE);
                limit += limit / 4;
            }
        }
    }

    @Test
    void aCallThatIsLargerThanAllMayTakeIsRefusedEachTime() {
        MammographyOptions tiny = MammographyOptions.defaults();
        try (Mammography model = Mammography.load(file, tiny.withTensorBytes(1 << 10))) {
            for (int time = 0; time < 2; time++) {
                refused(Reason.TOO_LARGE, () -> model.embedPicture(pictures.getFirst()), " for tensors, more than the "
                        + "1 KiB that all calls together may take");
            }
            assertThat(model.now()).isEqualTo(new MammographyLoad(0, 0, 0));
        }
        try (Mammography model = Mammography.load(file, tiny.withPictureBytes(1 << 20))) {
            refused(Reason.TOO_LARGE, () -> model.embedPicture(pictures.getFirst()), " for decoded pictures");
        }
    }

    @Test
    void aCallThatWaitedLongEnoughIsRefusedAndTheOthersAreNot() throws Exception {
        MammographyOptions impatient = MammographyOptions.defaults().withAtOnce(1).withPatience(Duration.ZERO);
        try (Mammography model = Mammography.load(file, impatient)) {
            Answers answers = new Answers(model.embedPicture(pictures.getFirst()));
            callers(answers, () -> model.embedPicture(pictures.getFirst()), () -> answers.refused(Reason.TIMED_OUT));
            assertThat(answers.reasons()).containsOnly(Reason.TIMED_OUT);
            assertThat(model.embedPicture(pictures.getFirst())).containsExactly(answers.expected);
        }
    }

    @Test
    void aWaitingThreadCanBeInterrupted() throws Exception {
        try (Mammography model = Mammography.load(file, MammographyOptions.defaults().withAtOnce(1))) {
            // In memory, since an interrupt also closes the channel of a file that is being opened.
            byte[] picture = Files.readAllBytes(pictures.getFirst());
            Answers answers = new Answers(model.embedPicture(picture));
            callers(answers, () -> model.embedPicture(picture), () -> {
                answers.interruptAll();
                return answers.refused(Reason.INTERRUPTED);
            });
            assertThat(answers.reasons()).containsOnly(Reason.INTERRUPTED);
            assertThat(model.now()).isEqualTo(new MammographyLoad(0, 0, 0));
        }
    }

    @Test
    void closingAmidCallsLetsThoseInsideEndAndGivesEverythingBack() throws Exception {
        long before = NativePool.shared().inUse();
        Mammography model = Mammography.load(file, MammographyOptions.defaults().withAtOnce(1));
        assertThat(NativePool.shared().inUse()).as("the weights").isGreaterThan(before);
        Answers answers = new Answers(model.embedPicture(pictures.getFirst()));
        callers(answers, () -> model.embedPicture(pictures.getFirst()), () -> {
            model.close();
            return true;
        });
        assertThat(answers.reasons()).containsOnly(Reason.CLOSED);
        assertThat(NativePool.shared().inUse()).isLessThanOrEqualTo(before);
        model.close();
        String sentence = "the model is closed: load it again";
        refused(Reason.CLOSED, () -> model.embedPicture(pictures.getFirst()), sentence);
        refused(Reason.CLOSED, () -> model.embedPicture(new byte[0]), sentence);
        refused(Reason.CLOSED, () -> model.embedSentences(List.of("Normal.")), sentence);
        refused(Reason.CLOSED, () -> model.zeroShot(new float[1][1], new float[1][1]), sentence);
    }

    @Test
    void mistakesAreThePicturesOwn() {
        try (Mammography model = Mammography.load(file)) {
            assertThatThrownBy(() -> model.embedPicture(directory.resolve("none.png")))
                    .isInstanceOf(InputException.class).hasMessageContaining("there is no picture");
            assertThatThrownBy(() -> model.embedPicture(new byte[] {1, 2, 3}))
                    .isInstanceOf(InputException.class).hasMessageContaining("picture in memory is neither PNG");
            assertThatThrownBy(() -> model.embedPicture(new byte[0]))
                    .isInstanceOf(InputException.class).hasMessageContaining("picture in memory is empty");
            assertThat(model.now()).isEqualTo(new MammographyLoad(0, 0, 0));
        }
        assertThatThrownBy(() -> MammographyOptions.defaults().withAtOnce(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** What many callers were told: the expected vector, or a refusal. */
    private static final class Answers {
        private final float[] expected;
        private final Queue<Reason> reasons = new ConcurrentLinkedQueue<>();
        private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

        Answers(float[] expected) {
            this.expected = expected;
        }

        boolean refused(Reason reason) {
            return reasons.contains(reason);
        }

        Set<Reason> reasons() {
            return Set.copyOf(reasons);
        }

        void interruptAll() {
            threads.forEach(Thread::interrupt);
        }
    }

    /** Sixty-four threads call until {@code enough} says so, which is asked all the time. */
    private static void callers(Answers answers, Supplier<float[]> call, BooleanSupplier enough) throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        AtomicInteger right = new AtomicInteger();
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int caller = 0; caller < CALLERS; caller++) {
                ends.add(threads.submit(() -> {
                    answers.threads.add(Thread.currentThread());
                    while (!end.get()) {
                        try {
                            assertThat(call.get()).containsExactly(answers.expected);
                            right.incrementAndGet();
                        } catch (AdmissionException refused) {
                            assertThat(Thread.interrupted()).isEqualTo(refused.reason() == Reason.INTERRUPTED);
                            answers.reasons.add(refused.reason());
                        }
                    }
                }));
            }
            while (right.get() < CALLERS || !enough.getAsBoolean()) {
                Thread.sleep(5);
            }
            end.set(true);
            for (Future<?> done : ends) {
                done.get();
            }
        }
    }

    private static void refused(Reason reason, Runnable call, String part) {
        assertThatThrownBy(call::run).hasMessageContaining(part).isInstanceOfSatisfying(AdmissionException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static Path mammogram(Path target, int side, int number) {
        short[] levels = new short[side * side];
        for (int index = 0; index < levels.length; index++) {
            int row = index / side - side / 2;
            int column = index % side;
            levels[index] = (short) (row * row + column * column < side * side / 5 ? 1500 + index * (number + 3) % 2000
                    : 0);
        }
        DicomWriter.write(target, new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25.1").text(Tag.MODALITY, "MG").build(),
                new PixelFrames(side, side, 12, false, "MONOCHROME2", List.of(levels)), Compression.NONE);
        return target;
    }
}
