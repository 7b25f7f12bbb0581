package dev.nacre.nn.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    /** One grey pixel. */
    private static final byte[] PIXEL = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
            + "CklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==");

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void name() {
        folder = directory.resolve("run");
    }

    private static String hex(byte[] event) {
        ByteBuffer record = EventFile.record(event);
        return HexFormat.of().formatHex(record.array(), 0, record.limit());
    }

    @Test
    void theBytesAreThoseOfTensorBoardsOwnWriter() {
        assertThat(hex(Event.version(1700000000.25))).isEqualTo("1800000000000000a37f4b22"
                + "0900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe9");
        assertThat(hex(Event.scalars(1700000000.5, 300, Map.of("train/loss", 0.625)))).isEqualTo(
                "2100000000000000017becf6"
                + "0900002040fc54d94110ac022a130a110a0a747261696e2f6c6f7373150000203f4a45df00");
        assertThat(HexFormat.of().formatHex(Event.sessionStart(1700000000.25, 7)))
                .isEqualTo("0900001040fc54d94110073a020801");
    }

    @Test
    void aFileBeginsWithItsVersionAndTheFirstStepItSpeaksOf() {
        double before = System.currentTimeMillis() * 1e-3;
        try (EventFile file = new EventFile(folder, 11)) {
            file.scalars(11, Map.of("loss", 0.5, "rate", 1e-3));
            List<Map<Integer, List<Object>>> events = EventReader.events(file.file());
            assertThat(events).hasSize(3);
            assertThat(EventReader.text(events.get(0).get(3).getFirst())).isEqualTo("brain.Event:2");
            assertThat((double) events.get(0).get(1).getFirst()).isCloseTo(before, within(60.0));
            assertThat(events.get(1).get(2)).containsExactly(11L);
            assertThat(EventReader.fields(events.get(1).get(7).getFirst()).get(1)).containsExactly(1L);
            assertThat(events.get(2).get(2)).containsExactly(11L);
            Map<String, Map<Integer, List<Object>>> values = EventReader.summary(events.get(2));
            assertThat(values.get("loss").get(2)).containsExactly(0.5f);
            assertThat(values.get("rate").get(2)).containsExactly(1e-3f);
        }
    }

    @Test
    void histogramsCountEveryFiniteValueOnce() {
        Tensor values = Tensor.of(new float[] {-1.5f, 0, 0, 0.25f, 3, Float.NaN, Float.POSITIVE_INFINITY});
        try (EventFile file = new EventFile(folder, 1)) {
            file.histogram(2, "weights", values);
            Map<Integer, List<Object>> histogram = EventReader.fields(EventReader.summary(
                    EventReader.events(file.file()).getLast()).get("weights").get(5).getFirst());
            assertThat(List.of(histogram.get(1).getFirst(), histogram.get(2).getFirst(), histogram.get(3).getFirst(),
                    histogram.get(4).getFirst(), histogram.get(5).getFirst()))
                    .isEqualTo(List.<Object>of(-1.5, 3.0, 5.0, 1.75, 11.3125));
            double[] limits = EventReader.doubles(histogram.get(6).getFirst());
            double[] counts = EventReader.doubles(histogram.get(7).getFirst());
            assertThat(counts).hasSameSizeAs(limits);
            assertThat(DoubleStream.of(limits).boxed().toList()).isSorted();
            for (double value : new double[] {-1.5, 0.25, 3}) {
                assertThat(counts[bucket(limits, value)]).as("bucket of %s", value).isEqualTo(1);
                assertThat(limits[bucket(limits, value)]).isBetween(value, value + 0.1 * Math.abs(value));
            }
            assertThat(limits[bucket(limits, 0)]).isZero();
            assertThat(counts[bucket(limits, 0)]).isEqualTo(2);
            assertThat(DoubleStream.of(counts).sum()).isEqualTo(5);
            assertThat(counts[0]).as("empty ends are left out").isEqualTo(1);
            assertThat(counts[counts.length - 1]).isEqualTo(1);
        }
    }

    private static int bucket(double[] limits, double value) {
        int found = 0;
        while (limits[found] < value) {
            found++;
        }
        return found;
    }

    @Test
    void histogramsOfIntegersHugeValuesAndNothing() {
        assertThat(Histogram.of(Tensor.of(new int[] {1, 2, 2})).sum()).isEqualTo(5);
        Histogram huge = Histogram.of(Tensor.of(new double[] {-1e300, 1e300}));
        assertThat(huge.counts()[0] + huge.counts()[huge.counts().length - 1]).isEqualTo(2);
        Histogram nothing = Histogram.of(Tensor.zeros(DType.FLOAT32, Shape.of(0)));
        assertThat(nothing.count()).isZero();
        assertThat(nothing.limits()).hasSize(1);
    }

    @Test
    void picturesCarryTheirSizeAndTextsTheirPlugin() {
        try (EventFile file = new EventFile(folder, 1)) {
            file.picture(3, "examples", PIXEL);
            file.text(4, "settings", "batch **4**");
            file.flush();
            List<Map<Integer, List<Object>>> events = EventReader.events(file.file());
            Map<Integer, List<Object>> picture = EventReader.fields(
                    EventReader.summary(events.get(2)).get("examples").get(4).getFirst());
            assertThat(picture.get(1)).containsExactly(1L);
            assertThat(picture.get(2)).containsExactly(1L);
            assertThat(picture.get(3)).containsExactly(1L);
            assertThat((byte[]) picture.get(4).getFirst()).isEqualTo(PIXEL);
            Map<Integer, List<Object>> text = EventReader.summary(events.get(3)).get("settings");
            Map<Integer, List<Object>> tensor = EventReader.fields(text.get(8).getFirst());
            assertThat(tensor.get(1)).containsExactly(7L);
            assertThat(EventReader.text(tensor.get(8).getFirst())).isEqualTo("batch **4**");
            assertThat(EventReader.text(EventReader.fields(EventReader.fields(text.get(9).getFirst()).get(1).getFirst())
                    .get(1).getFirst())).isEqualTo("text");
            assertThatThrownBy(() -> file.picture(5, "jpeg", new byte[100]))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'jpeg' is no PNG file");
        }
    }

    @Test
    void laterFilesHaveLaterNames() throws IOException {
        Files.createDirectories(folder);
        Files.createFile(folder.resolve("events.out.tfevents.9000000000.nacre.00003"));
        try (EventFile first = new EventFile(folder, 1); EventFile second = new EventFile(folder, 5)) {
            assertThat(first.file()).hasFileName("events.out.tfevents.9000000000.nacre.00004");
            assertThat(second.file()).hasFileName("events.out.tfevents.9000000000.nacre.00005");
        }
        try (EventFile first = new EventFile(directory, 1); EventFile second = new EventFile(directory, 5)) {
            assertThat(second.file().toString()).isGreaterThan(first.file().toString());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsToldInOneSentence() throws IOException {
        Files.writeString(folder, "in the way");
        assertThatThrownBy(() -> new EventFile(folder, 1)).isInstanceOf(InputException.class)
                .hasMessageStartingWith("the TensorBoard log " + folder + " cannot be written");
    }
}
