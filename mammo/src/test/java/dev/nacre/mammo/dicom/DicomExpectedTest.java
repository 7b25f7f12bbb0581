package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The samples beside the project, row by row against what an independent reader got from them. */
class DicomExpectedTest {
    private static final Pattern STATISTICS = Pattern.compile("min (-?\\d+) max (-?\\d+) mean (-?[\\d.]+)");

    /** Why we get something else than a row says, and what we get. */
    private record Disagreement(String reason, ThrowingConsumer<Result> instead) {
    }

    private static final Map<String, Disagreement> DISAGREEMENTS = Map.of(
            "pydicom-data/emri_small_jpeg_2k_lossless_too_short.dcm", new Disagreement(
                    "only the delimiter after the last fragment is missing, for which the independent reader drops the"
                            + " pixel data; all ten frames are there, and equal to those of the whole file",
                    result -> assertThat(result.hash())
                            .isEqualTo("9719c5d0f62ce971a1039c9cd73a6785427f4f80a1d3b6969cb9ffc425fba054")),
            "pydicom/test_files/no_meta.dcm", new Disagreement(
                    "a stray byte stands before the data set, so that nothing in it can be told without doubt; the"
                            + " independent reader, forced, takes the bytes for one strange element",
                    result -> assertThat(result.refusal()).hasMessageContaining("no DICOM file")),
            "weasis-dicom-tools/jpeg2000-multiframe-multifragments.dcm", new Disagreement(
                    "the file stores 12 bits, but lossy compression overshoots to 4170, which 12 bits do not hold; we"
                            + " give the nearest that they do, so that tables of 4096 entries can be asked for it",
                    result -> {
                        assertThat(result.minimum()).isZero();
                        assertThat(result.maximum()).isEqualTo(4095);
                        assertThat(result.mean()).isCloseTo(461.683, within(2.0));
                    }));

    /** What came out of a file. */
    private record Result(DicomException refusal, String hash, int minimum, int maximum, double mean) {
    }

    @TestFactory
    Stream<DynamicTest> rows() throws IOException {
        Path beside = Path.of("../shared/data");
        Path folder = Files.exists(beside) ? beside : Path.of("..").resolve(beside);
        Path table = folder.resolve("dicom-expected.csv");
        assumeTrue(Files.isRegularFile(table), "skipped: there is no " + table);
        List<CSVRecord> rows;
        try (Reader reader = Files.newBufferedReader(table);
                CSVParser parser = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get()
                        .parse(reader)) {
            rows = parser.getRecords();
        }
        assertThat(rows).hasSize(161);
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.get("file"), () -> check(folder, row)));
    }

    private static void check(Path folder, CSVRecord row) throws Exception {
        Result result = read(folder.resolve(row.get("file")), row);
        Disagreement disagreement = DISAGREEMENTS.get(row.get("file"));
        if (disagreement != null) {
            assertThat(result).as(disagreement.reason()).satisfies(disagreement.instead());
            return;
        }
        switch (row.get("expect")) {
            case "pixels" -> assertThat(result.hash()).as("%s", result.refusal()).isEqualTo(row.get("pixelSha256"));
            case "pixels-lossy" -> checkStatistics(result, row.get("note"));
            case "no-pixels" -> assertThat(result.refusal()).isNotNull().hasMessageMatching(
                    "(?s).*(holds no pixels|no pixels can be found|floating point).*");
            case "colour-or-float" -> assertThat(result.refusal()).isNotNull()
                    .hasMessageMatching("(?s).*(colour|floating point).*");
            // Anything but a DicomException has failed the test before.
            case "refuse-or-partial", "either" -> assertThat(result).isNotNull();
            default -> throw new AssertionError("unknown expectation " + row.get("expect"));
        }
    }

    private static void checkStatistics(Result result, String note) {
        assertThat(result.refusal()).isNull();
        Matcher expected = STATISTICS.matcher(note);
        assertThat(expected.matches()).isTrue();
        int minimum = Integer.parseInt(expected.group(1));
        int maximum = Integer.parseInt(expected.group(2));
        double percent = Math.max(1, 0.01 * (maximum - minimum));
        assertThat(result.mean()).isCloseTo(Double.parseDouble(expected.group(3)), within(2.0));
        assertThat((double) result.minimum()).isCloseTo(minimum, within(percent));
        assertThat((double) result.maximum()).isCloseTo(maximum, within(percent));
    }

    private static Result read(Path path, CSVRecord row) throws NoSuchAlgorithmException {
        try (DicomFile file = DicomFile.open(path)) {
            if (!row.get("transferSyntax").isEmpty()) {
                assertThat(file.transferSyntax().uid()).isEqualTo(row.get("transferSyntax"));
            }
            return digest(file.pixels(), row);
        } catch (DicomException refusal) {
            return new Result(refusal, null, 0, 0, 0);
        }
    }

    private static Result digest(PixelData pixels, CSVRecord row) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int minimum = Integer.MAX_VALUE;
        int maximum = Integer.MIN_VALUE;
        double sum = 0;
        for (int frame = 0; frame < pixels.frames(); frame++) {
            short[] values = pixels.lowSixteenBits(frame);
            ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asShortBuffer().put(values);
            digest.update(bytes);
            for (short value : values) {
                int level = pixels.isSigned() ? value : Short.toUnsignedInt(value);
                minimum = Math.min(minimum, level);
                maximum = Math.max(maximum, level);
                sum += level;
            }
        }
        if (row.get("expect").startsWith("pixels")) {
            assertThat(pixels.rows()).hasToString(row.get("rows"));
            assertThat(pixels.columns()).hasToString(row.get("columns"));
            assertThat(pixels.bitsStored()).hasToString(row.get("bitsStored"));
            assertThat(pixels.isSigned() ? "1" : "0").isEqualTo(row.get("signed"));
            String frames = row.get("frames").isEmpty() ? "1" : row.get("frames");
            assertThat(pixels.frames()).hasToString(frames);
        }
        double count = (double) pixels.frames() * pixels.rows() * pixels.columns();
        return new Result(null, HexFormat.of().formatHex(digest.digest()), minimum, maximum, sum / count);
    }
}
