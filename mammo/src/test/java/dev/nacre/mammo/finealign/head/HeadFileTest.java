package dev.nacre.mammo.finealign.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.ResNetConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFileTest {
    private static final FineAlign START = new FineAlign(FineAlignConfig.recommended(ResNetConfig.TINY,
            BertConfig.small(20, 16, 1, 8), 16)).init(Key.of(5));
    private static final PixelRecipe RECIPE = PixelRecipe.oriented(DiscExams.SIDE, DiscExams.SIDE);
    private static final Json.Fields TRAINING = Json.object().with("steps", 3);

    @TempDir
    private Path folder;

    @Test
    void modelsAnswerAfterwardsAsBefore() {
        List<Exam> exams = DiscExams.exams(0, 3);
        MalignancyTraining malignancy = new MalignancyTraining(DiscExams.views());
        MalignancyModel model = MalignancyModel.startingFrom(START, HeadSettings.Input.PLAIN, Key.of(1));
        Path file = folder.resolve("malignancy.safetensors");
        HeadFile.writeMalignancy(new TrainedHead<>(model, RECIPE, TRAINING), file);
        TrainedHead<MalignancyModel> read = HeadFile.readMalignancy(file);
        assertThat(malignancy.scores(read.model(), exams)).isEqualTo(malignancy.scores(model, exams));
        assertThat(read.pictures()).isEqualTo(RECIPE);
        assertThat(read.training()).isEqualTo(TRAINING);

        SegmentationTraining segmentation = new SegmentationTraining(DiscExams.views(), DiscExams::lesion,
                List.of(32, 16, 16, 8, 8));
        SegmentationModel masks = SegmentationModel.startingFrom(START, segmentation.widths(), Key.of(1));
        Path other = folder.resolve("masks.safetensors");
        HeadFile.writeSegmentation(new TrainedHead<>(masks, RECIPE, TRAINING), other);
        assertThat(segmentation.map(HeadFile.readSegmentation(other).model(), exams.getFirst(), ExamView.LEFT_CC)
                .values()).isEqualTo(segmentation.map(masks, exams.getFirst(), ExamView.LEFT_CC).values());
        assertThatThrownBy(() -> HeadFile.readMalignancy(other)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("finealign-segmentation");
    }

    @Test
    void aModelOfEnhancedPicturesIsNotWrittenAlone() {
        MalignancyModel model = MalignancyModel.startingFrom(START, HeadSettings.Input.ENHANCED, Key.of(1));
        assertThatThrownBy(() -> HeadFile.writeMalignancy(new TrainedHead<>(model, RECIPE, TRAINING),
                folder.resolve("model.safetensors"))).isInstanceOf(InputException.class).hasMessageContaining("plain");
    }
}
