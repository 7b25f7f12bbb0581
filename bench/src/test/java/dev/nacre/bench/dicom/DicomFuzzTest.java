package dev.nacre.bench.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.bench.fuzz.FuzzResult;
import dev.nacre.bench.fuzz.FuzzResult.Outcome;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of what {@code nacre bench fuzz} does at length. */
class DicomFuzzTest {
    @TempDir
    private Path folder;

    @Test
    void damagedCopiesOfWrittenFilesGivePixelsOrASentence() {
        int number = 0;
        for (Compression compression : Compression.values()) {
            for (int bits : new int[] {8, 12, 16}) {
                write(folder.resolve(number++ + ".dcm"), bits, compression);
            }
        }
        Map<Outcome, Long> outcomes = run(FuzzSample.in(folder), 3000);
        assertThat(outcomes.get(Outcome.READ)).isGreaterThan(300);
        assertThat(outcomes.get(Outcome.REFUSED)).isGreaterThan(300);
    }

    @Test
    void damagedCopiesOfTheSamplesGivePixelsOrASentence() {
        Path beside = Path.of("../shared/data");
        Path samples = Files.exists(beside) ? beside : Path.of("..").resolve(beside);
        assumeTrue(Files.isDirectory(samples), "skipped: there is no " + samples);
        // JPEG 2000 takes a process of its own and long: its share is left to the command.
        List<FuzzSample> quick = FuzzSample.in(samples).stream().filter(sample -> !sample.jpeg2000()).toList();
        assertThat(run(quick, 2000)).containsKeys(Outcome.READ, Outcome.EMPTY, Outcome.REFUSED);
    }

    @Test
    void aCaseDependsOnSeedAndNumberAlone() {
        write(folder.resolve("one.dcm"), 12, Compression.JPEG_LOSSLESS);
        List<FuzzSample> samples = FuzzSample.in(folder);
        List<String> once = LongStream.range(0, 50).mapToObj(new FuzzCase(samples, 5)::run)
                .map(result -> result.mutation().name() + " " + result.outcome() + " " + result.detail()).toList();
        List<String> again = LongStream.range(0, 50).mapToObj(new FuzzCase(samples, 5)::run)
                .map(result -> result.mutation().name() + " " + result.outcome() + " " + result.detail()).toList();
        assertThat(again).isEqualTo(once);
    }

    private static Map<Outcome, Long> run(List<FuzzSample> samples, int count) {
        FuzzCase cases = new FuzzCase(samples, 20261122);
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        List<FuzzResult> broken = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            FuzzResult result = cases.run(number);
            outcomes.merge(result.outcome(), 1L, Long::sum);
            if (DicomFuzz.LIMITS.broken(result)) {
                broken.add(result);
            }
        }
        assertThat(broken).isEmpty();
        return outcomes;
    }

    private static void write(Path file, int bits, Compression compression) {
        Random random = new Random(bits);
        short[] values = new short[61 * 43];
        for (int index = 0; index < values.length; index++) {
            values[index] = (short) (random.nextInt(1 << bits) & index);
        }
        DataSet nested = new DataSetBuilder().text(Tag.CODE_VALUE, "399162004").build();
        DataSet attributes = new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25.7").text(Tag.MODALITY, "MG").numbers(Tag.WINDOW_CENTER, 100)
                .numbers(Tag.WINDOW_WIDTH, 50).items(Tag.VIEW_CODE_SEQUENCE, nested).build();
        DicomWriter.write(file, attributes,
                new PixelFrames(61, 43, bits, false, "MONOCHROME2", List.of(values, values)), compression);
    }
}
