package dev.nacre.mammo.finealign.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Upload;
import dev.nacre.core.golden.OnDevice;
import dev.nacre.mammo.image.DevicePictures;
import dev.nacre.nn.data.Prefetch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exams that are sent ahead to the stand-in for a GPU. */
class CudaExamLoaderTest extends ExamLoaderTest {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(new Device("cuda-stand-in", 0));

    @Test
    void picturesAreOnTheirWay() {
        assertThat(Upload.isAhead(Device.current())).isTrue();
        try (Prefetch<ExamBatch> batches = loader(ExamAugmentation.NONE, 2).training(exams(2, 2), Key.of(1))
                .epoch(0, 0); ExamBatch batch = batches.next()) {
            assertThat(batch.seen()).isInstanceOf(DevicePictures.class);
        }
    }
}
