package dev.nacre.mammo.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import dev.nacre.mammo.image.PictureReader;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.FolderPreparation.Format;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPreparationTest {
    private static final PixelRecipe RECIPE = PixelRecipe.mammoClip(60, 40);

    @TempDir
    private Path folder;
    private Path input;

    @BeforeEach
    void files() throws IOException {
        input = folder.resolve("in");
        MammogramFiles.dicom(input.resolve("a/one.dcm"), 1, 1, Compression.NONE);
        MammogramFiles.dicom(input.resolve("Zwetschge_Ilseken/PAT4711/two"), 2, 1, Compression.JPEG_LOSSLESS);
        MammogramFiles.dicom(input.resolve("a/many.dcm"), 3, 4, Compression.NONE);
        MammogramFiles.png(input.resolve("a/one.png"), 4);
        MammogramFiles.png(input.resolve("b/four.dicom"), 5);
        Files.writeString(input.resolve("b/notes.txt"), "no picture");
    }

    @Test
    void everyFileGetsARowAndEveryMammogramAPicture() throws IOException {
        Path output = folder.resolve("out");
        List<PreparationRow> rows = preparation(output, Format.PNG8, 2).run((done, refused, total) -> { });
        assertThat(rows).hasSize(6);
        Map<String, String> pictures = new TreeMap<>();
        rows.forEach(row -> row.prepared().ifPresent(picture -> pictures.put(row.source(), picture.name())));
        // Two files that differ in their endings keep them, a wrong ending does not matter.
        assertThat(pictures).containsEntry("a/one.dcm", "a/one.dcm.png").containsEntry("a/one.png", "a/one.png.png")
                .containsEntry("b/four.dicom", "b/four.png").hasSize(4);
        for (String name : pictures.values()) {
            GreyPicture picture = PictureReader.read(output.resolve("pictures").resolve(name));
            assertThat(List.of(picture.height(), picture.width(), picture.bits())).containsExactly(60, 40, 8);
        }
        assertThat(refusal(rows, "a/many.dcm")).contains("4 frames", "tomosynthesis").doesNotContain(input.toString());
        assertThat(refusal(rows, "b/notes.txt")).contains("b/notes.txt");
        List<String> table = Files.readAllLines(output.resolve(FolderPreparation.TABLE));
        assertThat(table).hasSize(7);
        assertThat(table.getFirst()).startsWith("source,picture,status,reasons,laterality,view,recipe");
        assertThat(table).anyMatch(line -> line.startsWith("a/one.dcm,a/one.dcm.png,prepared,small: ")
                && line.contains(",left,CC,mammo-clip,"));
    }

    @Test
    void picturesThatMeanNothingAreRefusedUnlessAllowed() throws IOException {
        Path negatives = folder.resolve("negatives");
        GreyPicture breast = MammogramFiles.breast(1, 8);
        short[] levels = new short[breast.levels().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) (255 - breast.levels()[index]);
        }
        Files.createDirectories(negatives);
        Files.write(negatives.resolve("negative.png"),
                GreyPng.encode(new GreyPicture(breast.height(), breast.width(), 8, levels)));
        PreparationRow refused = new FolderPreparation(negatives, folder.resolve("strict"), RECIPE, Format.PNG8,
                Set.of(), 1).run((done, total, none) -> { }).getFirst();
        assertThat(refused.prepared()).isEmpty();
        assertThat(refused.reasons()).extracting(PreparationRow.Reason::code).contains("inverted");
        PreparationRow allowed = new FolderPreparation(negatives, folder.resolve("allowed"), RECIPE, Format.PNG8,
                Set.of("inverted"), 1).run((done, total, none) -> { }).getFirst();
        assertThat(allowed.prepared()).isPresent();
        assertThat(allowed.reasons()).extracting(PreparationRow.Reason::code).contains("inverted");
    }

    @Test
    void nothingThatIsWrittenNamesThePatient() throws IOException {
        for (Format format : Format.values()) {
            Path output = folder.resolve("out-" + format);
            new FolderPreparation(input, output, PixelRecipe.oriented(60, 40), format, Set.of(), 2)
                    .run((done, refused, total) -> { });
            assertThat(Files.readString(output.resolve(FolderPreparation.TABLE))).contains("window 1");
            try (Stream<Path> written = Files.walk(output)) {
                for (Path file : written.toList()) {
                    String content = Files.isRegularFile(file)
                            ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
                    String all = (output.relativize(file) + "\n" + content).toLowerCase(Locale.ROOT);
                    for (String secret : MammogramFiles.SECRETS) {
                        assertThat(all.contains(secret.toLowerCase(Locale.ROOT))).as(file + " " + secret).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void aSecondRunDoesOnlyWhatChanged() throws IOException {
        Path output = folder.resolve("out");
        preparation(output, Format.PNG8, 2).run((done, refused, total) -> { });
        Path kept = output.resolve("pictures/b/four.png");
        Path changed = output.resolve("pictures/a/one.png.png");
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(kept, old);
        Files.setLastModifiedTime(changed, old);
        MammogramFiles.png(input.resolve("a/one.png"), 77);
        Files.setLastModifiedTime(input.resolve("a/one.png"), FileTime.fromMillis(2_000_000));
        preparation(output, Format.PNG8, 1).run((done, refused, total) -> { });
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(old);
        assertThat(Files.getLastModifiedTime(changed)).isNotEqualTo(old);
    }

    @Test
    void aRunThatWasStoppedAnywhereEndsWithTheSameFiles() throws IOException {
        for (Format format : List.of(Format.PNG16, Format.STORE8)) {
            Path whole = folder.resolve("whole-" + format);
            preparation(whole, format, 1).run((done, refused, total) -> { });
            Path stopped = folder.resolve("stopped-" + format);
            Files.createDirectories(stopped);
            Files.copy(whole.resolve("pseudonyms.key"), stopped.resolve("pseudonyms.key"));
            assertThatThrownBy(() -> preparation(stopped, format, 1).run((done, refused, total) -> {
                if (done == 4) {
                    throw new IllegalStateException("stopped");
                }
            })).hasMessage("stopped");
            Path log = stopped.resolve("prepared.jsonl");
            String text = Files.readString(log);
            Files.writeString(log, text.substring(0, text.length() - 17));
            preparation(stopped, format, 3).run((done, refused, total) -> { });
            Map<String, byte[]> expected = contents(whole);
            Map<String, byte[]> found = contents(stopped);
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
        }
    }

    @Test
    void anOutputThatCannotBeWrittenEndsTheWorkAndIsHeldAgainstNoFile() throws IOException {
        Path output = folder.resolve("out");
        // A folder where a picture should go cannot be replaced by it.
        Path inTheWay = output.resolve("pictures/b/four.png/occupied");
        Files.createDirectories(inTheWay);
        assertThatThrownBy(() -> preparation(output, Format.PNG8, 2).run((done, refused, total) -> { }))
                .isInstanceOf(InputException.class).hasMessageContainingAll("four.png cannot be written", "again");
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        List<PreparationRow> rows = preparation(output, Format.PNG8, 2).run((done, refused, total) -> { });
        assertThat(rows.stream().filter(row -> row.prepared().isPresent())).hasSize(4);
    }

    @Test
    void aStoreHoldsWhatTheFilesHoldAndFindsDamage() throws IOException {
        Path files = folder.resolve("files");
        List<PreparationRow> rows = preparation(files, Format.PNG16, 2).run((done, refused, total) -> { });
        Path output = folder.resolve("stored");
        Files.createDirectories(output);
        Files.copy(files.resolve("pseudonyms.key"), output.resolve("pseudonyms.key"));
        preparation(output, Format.STORE16, 2).run((done, refused, total) -> { });
        Path store = output.resolve("pictures.safetensors");
        Path inOne = Path.of("a/one.dcm.png");
        try (PictureStore pictures = PictureStore.open(store, store)) {
            assertThat(pictures.recipe()).isEqualTo(RECIPE);
            GreyPicture fromFile = PictureReader.read(files.resolve("pictures").resolve(inOne));
            float[] levels = pictures.picture(store.resolve(inOne)).levels();
            for (int index = 0; index < levels.length; index++) {
                assertThat((int) levels[index]).isEqualTo(Short.toUnsignedInt(fromFile.levels()[index]));
            }
            assertThat(pictures.picture(inOne).applied().toJson()).isEqualTo(rows.stream()
                    .filter(row -> row.source().equals("a/one.dcm")).findFirst().orElseThrow().prepared().orElseThrow()
                    .applied());
            assertThatThrownBy(() -> pictures.picture(Path.of("a/none.png"))).isInstanceOf(InputException.class)
                    .hasMessageContainingAll("a/none.png", "prepare it");
            assertThat(pictures.contains(Path.of("a/many.png"))).isFalse();
        }
        byte[] bytes = Files.readAllBytes(store);
        bytes[bytes.length - 1] ^= 1;
        Files.write(store, bytes);
        try (PictureStore pictures = PictureStore.open(store, store)) {
            assertThatThrownBy(() -> pictures.check(rows.stream().flatMap(row -> row.prepared().stream())
                    .map(picture -> Path.of(picture.name())).toList()))
                    .isInstanceOf(InputException.class).hasMessageContaining("checksum");
        }
    }

    @Test
    void aFinishedStoreTakesMorePictures() throws IOException {
        Path output = folder.resolve("stored");
        preparation(output, Format.STORE8, 2).run((done, refused, total) -> { });
        MammogramFiles.png(input.resolve("c/six.png"), 6);
        preparation(output, Format.STORE8, 2).run((done, refused, total) -> { });
        Path fresh = folder.resolve("fresh");
        Files.createDirectories(fresh);
        Files.copy(output.resolve("pseudonyms.key"), fresh.resolve("pseudonyms.key"));
        preparation(fresh, Format.STORE8, 2).run((done, refused, total) -> { });
        try (PictureStore grown = PictureStore.open(output.resolve("pictures.safetensors"), output);
                PictureStore whole = PictureStore.open(fresh.resolve("pictures.safetensors"), fresh)) {
            for (String name : List.of("c/six.png", "a/one.dcm.png", "b/four.png")) {
                assertThat(grown.picture(Path.of(name)).levels()).as(name)
                        .isEqualTo(whole.picture(Path.of(name)).levels());
            }
        }
    }

    @Test
    void aRunThatFailedBehindAFinishedStoreLosesNothing() throws IOException {
        Path output = folder.resolve("stored");
        preparation(output, Format.STORE8, 1).run((done, refused, total) -> { });
        MammogramFiles.png(input.resolve("z.png"), 9);
        assertThatThrownBy(() -> preparation(output, Format.STORE8, 1).run((done, refused, total) -> {
            if (done == total) {
                throw new IllegalStateException("stopped");
            }
        })).hasMessage("stopped");
        MammogramFiles.png(input.resolve("c.png"), 8);
        preparation(output, Format.STORE8, 1).run((done, refused, total) -> { });
        Path store = output.resolve("pictures.safetensors");
        try (PictureStore pictures = PictureStore.open(store, store)) {
            pictures.check(List.of(Path.of("z.png"), Path.of("c.png"), Path.of("b/four.png")));
        }
        assertThat(output.resolve("pictures.safetensors.levels")).doesNotExist();
    }

    @Test
    void mistakesGetASentence() throws IOException {
        Path output = folder.resolve("out");
        preparation(output, Format.PNG8, 1).run((done, refused, total) -> { });
        assertThatThrownBy(() -> preparation(output, Format.PNG16, 1).run((done, refused, total) -> { }))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("prepared in another way (format was \"PNG8\")", "new folder");
        assertThatThrownBy(() -> preparation(input.resolve("out"), Format.PNG8, 1).run((done, refused, total) -> { }))
                .isInstanceOf(InputException.class).hasMessageContaining("taken for originals");
        assertThatThrownBy(() -> new FolderPreparation(folder.resolve("none"), output, RECIPE, Format.PNG8,
                Set.of(), 1).run((done, refused, total) -> { })).isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder");
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> new FolderPreparation(folder.resolve("empty"), output, RECIPE, Format.PNG8,
                Set.of(), 1).run((done, refused, total) -> { })).isInstanceOf(InputException.class)
                .hasMessageContaining("holds no files");
        Files.writeString(output.resolve("pseudonyms.key"), "short");
        assertThatThrownBy(() -> preparation(output, Format.PNG8, 1).run((done, refused, total) -> { }))
                .isInstanceOf(InputException.class).hasMessageContaining("5 bytes instead of 32");
    }

    private FolderPreparation preparation(Path output, Format format, int threads) {
        return new FolderPreparation(input, output, RECIPE, format, Set.of(), threads);
    }

    private static String refusal(List<PreparationRow> rows, String source) {
        PreparationRow row = rows.stream().filter(one -> one.source().equals(source)).findFirst().orElseThrow();
        assertThat(row.prepared()).isEmpty();
        return row.reasons().getFirst().sentence();
    }

    /** All that is written but the log, whose order is that of time. */
    private static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : new ArrayList<>(files.filter(Files::isRegularFile).toList())) {
                if (!file.getFileName().toString().equals("prepared.jsonl")) {
                    contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return contents;
    }
}
