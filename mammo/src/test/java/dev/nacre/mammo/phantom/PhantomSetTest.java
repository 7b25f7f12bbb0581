package dev.nacre.mammo.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.MammogramSets;
import dev.nacre.mammo.data.sets.Region;
import dev.nacre.mammo.data.sets.SetContents;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.SplitCheck;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureFinding;
import dev.nacre.mammo.image.PictureGuards;
import dev.nacre.mammo.image.PictureReader;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.population.ExamShares;
import dev.nacre.mammo.phantom.population.LesionShares;
import dev.nacre.mammo.phantom.population.PhantomPatient;
import dev.nacre.mammo.phantom.population.PhantomSettings;
import dev.nacre.mammo.phantom.population.Population;
import dev.nacre.mammo.prepare.FileLook;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomSetTest {
    private static final int HEIGHT = 160;
    private static final int WIDTH = 96;
    private static final PhantomSettings SETTINGS = new PhantomSettings(5, 2, 9, HEIGHT, WIDTH,
            new LesionShares(0.8, 0.7, 0.2, 0.2, 0.5, 0.5), new ExamShares(0.6, 0.3, 0.2, 0.2, 0.3), 1);
    private static final double MILLIMETRES = 240.0 / HEIGHT;

    @TempDir
    static Path directory;

    private static Path set;
    private static PhantomTruth truth;
    private static final List<int[]> PROGRESS = new ArrayList<>();

    @BeforeAll
    static void write() {
        set = directory.resolve("set");
        truth = new PhantomSet(set, SETTINGS, Compression.JPEG_LOSSLESS, 2)
                .write((done, total) -> PROGRESS.add(new int[] {done, total}));
    }

    @Test
    void oneThreadWritesTheSameFiles() throws IOException {
        Path again = directory.resolve("again");
        new PhantomSet(again, SETTINGS, Compression.JPEG_LOSSLESS, 1).write((done, total) -> { });
        try (Stream<Path> files = Files.walk(set)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(again.resolve(set.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void theTablesAreThoseOfPretrainingAndHaveCurrentExamsAlone() {
        PretrainingTable training = PretrainingTable.read(set.resolve("train.csv"), set);
        PretrainingTable test = PretrainingTable.read(set.resolve("test.csv"), set);
        assertThat(training.breasts()).hasSize(6);
        assertThat(test.breasts()).hasSize(4);
        Set<String> patients = new HashSet<>();
        training.breasts().forEach(breast -> patients.add(breast.patient()));
        assertThat(test.breasts()).noneMatch(breast -> patients.contains(breast.patient()));
        List<Breast> all = Stream.concat(training.breasts().stream(), test.breasts().stream()).toList();
        List<PhantomTruth.Row> current = truth.current();
        assertThat(current).hasSameSizeAs(all);
        for (int index = 0; index < all.size(); index++) {
            Breast breast = all.get(index);
            PhantomTruth.Row row = current.get(index);
            assertThat(breast.patient()).isEqualTo(row.patient());
            assertThat(breast.laterality()).isEqualTo(row.laterality());
            assertThat(Set.copyOf(breast.views())).isEqualTo(row.pictures().keySet());
            breast.pictures().forEach((view, files) ->
                    assertThat(files).containsExactly(row.pictures().get(view)));
            assertThat(breast.sections()).hasSize(2);
            assertThat(breast.augmentedSections()).hasSize(2);
        }
    }

    @Test
    void theTruthIsThatOfThePopulation() {
        Population population = new Population(SETTINGS);
        int row = 0;
        int exams = 0;
        for (int number = 1; number <= SETTINGS.patients(); number++) {
            PhantomPatient patient = population.patient(number);
            for (var exam : patient.exams()) {
                exams++;
                for (var breast : exam.breasts()) {
                    PhantomTruth.Row read = truth.breasts().get(row++);
                    assertThat(read.patient()).isEqualTo(patient.name());
                    assertThat(read.split()).isEqualTo(patient.split());
                    assertThat(read.exam()).isEqualTo(exam.number());
                    assertThat(read.current()).isEqualTo(exam.isCurrent());
                    assertThat(read.birads()).isEqualTo(breast.birads());
                    assertThat(read.density()).isEqualTo(exam.density());
                    assertThat(read.pathology()).isEqualTo(breast.pathology());
                    assertThat(read.pictures().keySet()).isEqualTo(breast.views());
                    assertThat(read.yearsToCancer().isPresent()).isEqualTo(breast.yearsToCancer().isPresent());
                    assertThat(read.lesions()).hasSameSizeAs(breast.lesions());
                    for (Lesion.Kind kind : Lesion.Kind.values()) {
                        assertThat(read.has(kind)).isEqualTo(breast.has(kind));
                    }
                }
            }
        }
        assertThat(truth.breasts()).hasSize(row);
        assertThat(exams).isGreaterThan(SETTINGS.patients());
        assertThat(PROGRESS).hasSize(exams);
        assertThat(PROGRESS.getLast()).containsExactly(exams, exams);
        assertThat(truth.of(SetSplit.TEST)).hasSize(4);
    }

    /** In either view a lesion is as far from the chest wall as it lies forward; outward is up in a CC view. */
    @Test
    void boxesFitMasksAndBothViewsAgreeWithThePlaceInThreeDimensions() {
        int both = 0;
        for (PhantomTruth.Row row : truth.breasts()) {
            for (PhantomTruth.TrueLesion lesion : row.lesions()) {
                for (Map.Entry<View, PhantomTruth.Shown> view : lesion.views().entrySet()) {
                    PixelBox box = view.getValue().box();
                    GreyPicture mask = PictureReader.read(view.getValue().mask());
                    assertThat(mask.height()).isEqualTo(HEIGHT);
                    assertThat(Mask.above(mask, 128).box()).contains(box);
                    double column = (box.x0() + box.x1()) / 2.0;
                    double fromWall = MILLIMETRES * (row.laterality() == Laterality.LEFT ? column : WIDTH - column);
                    assertThat(fromWall).isCloseTo(lesion.place().forward(), within(14.0));
                }
                BreastPoint place = lesion.place();
                PhantomTruth.Shown craniocaudal = lesion.views().get(View.CC);
                if (craniocaudal != null && Math.abs(place.outward()) > 12) {
                    assertThat(craniocaudal.box().y0() + craniocaudal.box().y1() < HEIGHT)
                            .isEqualTo(place.outward() > 0);
                    both += lesion.views().size() == 2 ? 1 : 0;
                }
            }
        }
        assertThat(both).isGreaterThan(2);
    }

    @Test
    void theReaderOfSetsReadsIt() {
        SetContents contents = MammogramSets.named("phantom").read(set, new FileLook());
        assertThat(contents.problems()).isEmpty();
        SplitCheck.require(contents.records());
        assertThat(contents.records()).hasSize(truth.breasts().stream().mapToInt(row -> row.pictures().size()).sum());
        Map<Path, SetRecord> byFile = new HashMap<>();
        contents.records().forEach(record -> byFile.put(record.file(), record));
        for (PhantomTruth.Row row : truth.breasts()) {
            row.pictures().forEach((view, file) -> {
                SetRecord record = byFile.get(file);
                assertThat(record.side()).isEqualTo(row.laterality());
                assertThat(record.view().name()).isEqualTo(view.name());
                assertThat(record.birads()).contains(row.birads());
                assertThat(record.density()).contains(row.density());
                assertThat(record.pathology()).contains(row.pathology());
                assertThat(record.report()).hasSize(6);
                List<PhantomTruth.TrueLesion> shown = row.lesions().stream()
                        .filter(lesion -> lesion.views().containsKey(view)).toList();
                assertThat(record.findings()).hasSameSizeAs(shown);
                for (Finding finding : record.findings()) {
                    assertThat(finding.regions()).hasSize(2).hasAtLeastOneElementOfType(Region.MaskFile.class);
                }
            });
        }
    }

    @Test
    void noPictureIsRefusedOrSeemsTurnedOrInverted() {
        for (PhantomTruth.Row row : truth.breasts()) {
            row.pictures().forEach((view, file) -> {
                Mammogram read = MammogramReader.read(file);
                List<PictureFinding> findings = PictureGuards.check(read);
                assertThat(findings).as("%s %s", row.laterality(), view).noneMatch(PictureFinding::refuses)
                        .noneMatch(finding -> Set.of("rotated", "mirrored", "upside-down").contains(finding.code()));
            });
        }
    }

    @Test
    void foldersInUseAndSetsThatAreNotWholeAreRefused() throws IOException {
        assertThatThrownBy(() -> new PhantomSet(set, SETTINGS).write((done, total) -> { }))
                .isInstanceOf(InputException.class).hasMessageContaining("is not empty");
        assertThatThrownBy(() -> new PhantomSet(set, SETTINGS, Compression.NONE, 0))
                .isInstanceOf(InputException.class).hasMessageContaining("0 threads");
        Path broken = Files.createDirectory(directory.resolve("broken"));
        for (String table : List.of("lesions.csv", "views.csv", "exams.csv")) {
            Files.copy(set.resolve(table), broken.resolve(table));
        }
        assertThatThrownBy(() -> PhantomTruth.read(broken)).isInstanceOf(InputException.class)
                .hasMessageContaining("truth.csv is missing or damaged");
        assertThatThrownBy(() -> MammogramSets.named("phantom").read(broken, new FileLook()))
                .isInstanceOf(InputException.class).hasMessageContaining("there is no truth.csv");
    }

    @Test
    void aDiskThatCannotBeWrittenToIsOneSentence() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> new PhantomSet(file.resolve("set"), SETTINGS).write((done, total) -> { }))
                .isInstanceOf(InputException.class).hasMessageContaining("cannot be written");
    }
}
