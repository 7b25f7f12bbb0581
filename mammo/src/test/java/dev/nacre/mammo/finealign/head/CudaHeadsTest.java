package dev.nacre.mammo.finealign.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.golden.OnDevice;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.ResNetConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Heads on the stand-in for a GPU, whose pictures loaders make and send, beside the same on the processor. */
class CudaHeadsTest {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(new Device("cuda-stand-in", 0));

    /** Of a single view, one of two with a lesion. */
    private static final List<Exam> EXAMS = DiscExams.exams(0, 2).stream().map(exam -> new Exam(exam.patient(),
            Map.of(ExamView.LEFT_CC, exam.pictures().get(ExamView.LEFT_CC)), Optional.empty(), Optional.empty(),
            exam.pathology(), Optional.empty())).toList();

    private static FineAlign start() {
        return new FineAlign(FineAlignConfig.recommended(ResNetConfig.TINY, BertConfig.small(20, 16, 1, 8), 16))
                .init(Key.of(5));
    }

    /** Pictures and lesions were sent ahead. */
    @Test
    void masksAreLearnedAsOnTheProcessor() {
        SegmentationTraining training = new SegmentationTraining(DiscExams.views(), DiscExams::lesion,
                List.of(32, 16, 16, 8, 8));
        HeadSettings settings = HeadSettings.plain(HeadSettings.Regime.FULL, 1, 2, HeadSettings.Rates.SPECIFIED, 7);
        Supplier<float[]> map = () -> training.map(training.train(start(), EXAMS, settings), EXAMS.getFirst(),
                ExamView.LEFT_CC).values();
        assertThat(map.get()).containsExactly(Device.CPU.run(map), offset(1e-3f));
    }

    /** Loaders ask the model for maps, from threads that have no device of their own. */
    @Test
    void enhancedPicturesAreMadeOnTheDeviceOfTheModel() {
        assertThat(enhanced()).containsExactly(Device.CPU.run(CudaHeadsTest::enhanced), offset(1e-4f));
    }

    private static float[] enhanced() {
        PictureInput input = PictureInput.enhanced(start());
        return CompletableFuture.supplyAsync(() -> ExamPictures.of(EXAMS.subList(0, 1), DiscExams.views(),
                PictureAugmentation.NONE, Key.of(0), input)).join().values();
    }
}
