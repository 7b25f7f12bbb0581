package dev.nacre.mammo.phantom.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.data.sets.PictureLook;
import dev.nacre.mammo.data.sets.ViewName;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.PhantomExam;
import dev.nacre.mammo.phantom.population.PhantomPatient;
import dev.nacre.mammo.phantom.population.PhantomSettings;
import dev.nacre.mammo.phantom.population.Population;
import dev.nacre.mammo.phantom.xray.Acquisition;
import dev.nacre.mammo.phantom.xray.Radiograph;
import dev.nacre.mammo.prepare.FileLook;
import dev.nacre.mammo.prepare.MammogramReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MammographyUnitTest {
    private static final int HEIGHT = 160;
    private static final int WIDTH = 100;
    private static final Population POPULATION = new Population(PhantomSettings.of(60, 8, HEIGHT, WIDTH));

    @TempDir
    Path directory;

    /** Half an ellipse that grows brighter towards the nipple, at the side of the chest wall. */
    private static Radiograph radiograph(Laterality laterality, View view) {
        short[] levels = new short[HEIGHT * WIDTH];
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                double along = (laterality == Laterality.LEFT ? column : WIDTH - 1 - column) / 80.0;
                double across = (row - HEIGHT / 2.0) / 70;
                boolean armpit = view == View.MLO && along * 80 < 40 - row;
                levels[row * WIDTH + column] = (short) (along * along + across * across < 1 || armpit
                        ? armpit ? 2500 : 900 + 1500 * along + 7 * (row % 3) : 0);
            }
        }
        return new Radiograph(new Acquisition(view, HEIGHT, WIDTH, Key.of(3)),
                new GreyPicture(HEIGHT, WIDTH, 12, levels), List.of());
    }

    private static Map<DeviceStyle, PhantomPatient> byStyle() {
        Map<DeviceStyle, PhantomPatient> patients = new EnumMap<>(DeviceStyle.class);
        for (int number = 1; number <= 60; number++) {
            PhantomPatient patient = POPULATION.patient(number);
            patients.put(new MammographyUnit(patient, patient.current()).style(), patient);
        }
        assertThat(patients).hasSize(DeviceStyle.values().length);
        return patients;
    }

    @Test
    void everyMakeIsReadBackInTheRightOrientationAndPolarity() {
        byStyle().forEach((style, patient) -> {
            for (ExamBreast breast : patient.current().breasts()) {
                for (View view : View.values()) {
                    for (DicomWriter.Compression compression : DicomWriter.Compression.values()) {
                        check(style, patient, breast, view, compression);
                    }
                }
            }
        });
    }

    private void check(DeviceStyle style, PhantomPatient patient, ExamBreast breast, View view,
            DicomWriter.Compression compression) {
        Path file = directory.resolve("picture.dcm");
        Radiograph radiograph = radiograph(breast.laterality(), view);
        new MammographyUnit(patient, patient.current()).write(file, breast, radiograph, compression);
        Mammogram read = MammogramReader.read(file);
        assertThat(read.inverted()).isEqualTo(style.inverted());
        assertThat(read.stored().bits()).isEqualTo(style.bits());
        assertThat(read.displays()).isNotEmpty();
        assertThat(read.facts().laterality()).contains(breast.laterality());
        assertThat(read.facts().view()).contains(view);
        assertThat(read.facts().implant()).contains(breast.breast().implant());
        assertThat(read.facts().pixelMillimetres()).contains(240.0 / HEIGHT);
        assertThat(read.facts().forProcessing()).isFalse();
        PictureLook.Head head = new FileLook().head(file).orElseThrow();
        assertThat(head).isEqualTo(new PictureLook.Head(HEIGHT, WIDTH, breast.laterality(),
                new ViewName(view.name())));
        GreyPicture drawn = radiograph.picture();
        float[] plain = PixelRecipe.plain(HEIGHT, WIDTH).apply(read).levels();
        double scale = ((1 << style.bits()) - 1) / 4095.0;
        for (int index = 0; index < plain.length; index++) {
            assertThat((double) plain[index]).isCloseTo(scale * drawn.levels()[index], within(0.51));
        }
        for (int display = 0; display < read.displays().size(); display++) {
            PreparedPicture shown = PixelRecipe.oriented(HEIGHT, WIDTH).withDisplay(display + 1).apply(read);
            assertThat(shown.applied().flipped()).isEqualTo(breast.laterality() == Laterality.RIGHT);
            float[] levels = shown.levels();
            float bright = levels[HEIGHT / 2 * WIDTH + 60];
            float dark = levels[HEIGHT / 2 * WIDTH + 12];
            assertThat(bright).as("%s, display %d", style, display).isGreaterThan(dark + 5000);
            assertThat(levels[WIDTH * HEIGHT - 1]).as("outside").isLessThanOrEqualTo(dark);
        }
    }

    @Test
    void filesHaveWhatVendorsWriteAndNameNoRealOne() throws IOException {
        PhantomPatient patient = byStyle().get(DeviceStyle.GARNET);
        ExamBreast right = patient.current().breasts().getLast();
        Path file = directory.resolve("right.dcm");
        new MammographyUnit(patient, patient.current()).write(file, right, radiograph(Laterality.RIGHT, View.MLO),
                DicomWriter.Compression.NONE);
        try (DicomFile dicom = DicomFile.open(file)) {
            DataSet dataset = dicom.dataset();
            assertThat(dataset.strings(Tag.PATIENT_ORIENTATION)).containsExactly("P", "FL");
            assertThat(dataset.strings(Tag.WINDOW_EXPLANATION)).containsExactly("NORMAL", "HARDER", "SOFTER");
            assertThat(dataset.numbers(Tag.WINDOW_CENTER)).hasSize(3);
            assertThat(dataset.string(Tag.PRESENTATION_LUT_SHAPE)).contains("INVERSE");
            assertThat(dataset.string(Tag.PHOTOMETRIC_INTERPRETATION)).contains("MONOCHROME1");
            assertThat(dataset.string(Tag.PATIENT_ID)).contains(patient.name());
            assertThat(dataset.string(Tag.PATIENT_NAME).orElseThrow()).startsWith("Phantom^");
            assertThat(dataset.string(Tag.PATIENT_IDENTITY_REMOVED)).contains("YES");
            assertThat(dataset.string(Tag.BURNED_IN_ANNOTATION)).contains("NO");
            assertThat(dataset.number(Tag.BODY_PART_THICKNESS).getAsDouble()).isBetween(28.0, 90.0);
            assertThat(dataset.string(Tag.ANODE_TARGET_MATERIAL)).contains("MOLYBDENUM");
            for (int tag : List.of(Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_INSTANCE_UID)) {
                assertThat(dataset.string(tag).orElseThrow()).matches("2\\.25\\.[1-9][0-9]{20,38}");
            }
        }
        for (DeviceStyle style : DeviceStyle.values()) {
            assertThat(style.manufacturer()).startsWith("Phantom ");
        }
    }

    @Test
    void womenMostlyComeBackToTheSameMakeAndPicturesOfAStudyBelongTogether() {
        int same = 0;
        int all = 0;
        for (int number = 1; number <= 60; number++) {
            PhantomPatient patient = POPULATION.patient(number);
            DeviceStyle now = new MammographyUnit(patient, patient.current()).style();
            for (PhantomExam exam : patient.exams()) {
                all += exam.isCurrent() ? 0 : 1;
                same += !exam.isCurrent() && new MammographyUnit(patient, exam).style() == now ? 1 : 0;
            }
        }
        assertThat(same / (double) all).isBetween(0.7, 0.99);
    }

    @Test
    void identifiersAreUnique() {
        Set<String> found = new HashSet<>();
        for (int number = 0; number < 1000; number++) {
            assertThat(found.add(PhantomUid.of(Key.of(number)))).isTrue();
        }
        assertThat(PhantomUid.of(Key.of(5))).isEqualTo(PhantomUid.of(Key.of(5)));
    }
}
