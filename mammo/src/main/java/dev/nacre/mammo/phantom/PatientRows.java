package dev.nacre.mammo.phantom;

import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.device.DeviceStyle;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.ExamLesion;
import dev.nacre.mammo.phantom.population.PhantomExam;
import dev.nacre.mammo.phantom.population.PhantomPatient;
import dev.nacre.mammo.phantom.wording.BreastCaption;
import dev.nacre.mammo.phantom.wording.ExamReport;
import dev.nacre.mammo.phantom.wording.LesionWords;
import dev.nacre.mammo.phantom.xray.Acquisition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What the tables of a set say about one woman, as text. */
final class PatientRows {
    private final PhantomPatient patient;
    private final Map<PhantomTable, StringBuilder> texts = new EnumMap<>(PhantomTable.class);

    PatientRows(PhantomPatient patient) {
        this.patient = patient;
        for (PhantomTable table : PhantomTable.values()) {
            texts.put(table, new StringBuilder());
        }
    }

    /** The rows for one table; may be empty. */
    String of(PhantomTable table) {
        return texts.get(table).toString();
    }

    private void add(PhantomTable table, Object... cells) {
        texts.get(table).append(table.line(cells));
    }

    void exam(PhantomExam exam, DeviceStyle device) {
        ExamReport report = ExamReport.of(exam, exam.key().child("report"));
        add(PhantomTable.EXAMS, patient.name(), exam.number(), number(exam.isCurrent()), split(), exam.date(),
                exam.age(), decimal(exam.yearsBefore()), decimal(exam.yearsToCancer()), exam.density(),
                device.manufacturer(), report.indication(), report.technique(), report.comparison(),
                report.composition(), report.findings(), report.impression());
    }

    void picture(PhantomExam exam, ExamBreast breast, View view, DeviceStyle device, Acquisition acquisition) {
        add(PhantomTable.VIEWS, patient.name(), exam.number(), PhantomNames.letter(breast.laterality()), view,
                new PhantomNames(patient, exam).picture(breast.laterality(), view), split(), exam.age(),
                exam.density(), breast.birads().code(), word(breast.pathology()),
                number(breast.breast().implant()), device.manufacturer(),
                device.inverted() ? "MONOCHROME1" : "MONOCHROME2", device.bits(), acquisition.height(),
                acquisition.width(), decimal(acquisition.pixel()), decimal(breast.breast().shape().thickness()));
    }

    /** @param boxes of the lesion in those views that show it */
    void lesion(PhantomExam exam, ExamBreast breast, ExamLesion read, Map<View, PixelBox> boxes) {
        Lesion lesion = read.lesion();
        List<Object> cells = new ArrayList<>(List.of(patient.name(), exam.number(),
                PhantomNames.letter(breast.laterality()), read.number(), lesion.kind().words(), word(lesion.nature()),
                LesionWords.appearance(lesion),
                lesion instanceof CalcificationCluster cluster ? cluster.count() : "", decimal(2 * lesion.radius()),
                decimal(lesion.place().forward()), decimal(lesion.place().outward()), decimal(lesion.place().upward()),
                lesion.place().region(), word(read.history()), read.category().code(), number(read.reported()),
                decimal(read.growth()), Double.isInfinite(read.doublingYears()) ? "" : decimal(read.doublingYears())));
        for (View view : View.values()) {
            PixelBox box = boxes.get(view);
            cells.addAll(box == null ? List.of("", "", "", "", "") : List.of(box.x0(), box.y0(), box.x1(), box.y1(),
                    new PhantomNames(patient, exam).mask(breast.laterality(), view, read)));
        }
        add(PhantomTable.LESIONS, cells.toArray());
    }

    void breast(PhantomExam exam, ExamBreast breast) {
        String letter = PhantomNames.letter(breast.laterality());
        String craniocaudal = file(exam, breast, View.CC);
        String oblique = file(exam, breast, View.MLO);
        add(PhantomTable.TRUTH, patient.name(), exam.number(), number(exam.isCurrent()), letter, split(), exam.age(),
                decimal(exam.yearsBefore()), exam.density(), decimal(breast.breast().glandular()),
                breast.birads().code(), word(breast.pathology()), decimal(breast.yearsToCancer()),
                number(breast.has(Lesion.Kind.MASS)), number(breast.has(Lesion.Kind.CALCIFICATION)),
                number(breast.has(Lesion.Kind.DISTORTION)), number(breast.has(Lesion.Kind.ASYMMETRY)),
                number(breast.breast().implant()), breast.breast().incidentals().stream()
                        .map(found -> found.kind().words()).distinct().collect(Collectors.joining("; ")),
                decimal(breast.breast().shape().depth()), decimal(breast.breast().shape().radius()),
                decimal(breast.breast().shape().thickness()), craniocaudal, oblique);
        if (exam.isCurrent()) {
            PhantomTable table = patient.split() == SetSplit.TEST ? PhantomTable.TEST : PhantomTable.TRAINING;
            add(table, patient.name(), letter, literal(breast.views().stream().map(View::name).toList()),
                    literal(craniocaudal.isEmpty() ? List.of() : List.of(craniocaudal)),
                    literal(oblique.isEmpty() ? List.of() : List.of(oblique)), literal(caption(exam, breast, 0)),
                    literal(caption(exam, breast, 1)), patient.split() == SetSplit.TRAINING ? 1 : 0);
        }
    }

    private static List<String> caption(PhantomExam exam, ExamBreast breast, int wording) {
        return BreastCaption.of(breast, exam.density(), exam.key().child("caption")
                .child(breast.laterality().ordinal()).child(wording)).sections();
    }

    /** Empty where the view is missing. */
    private String file(PhantomExam exam, ExamBreast breast, View view) {
        return breast.views().contains(view) ? new PhantomNames(patient, exam).picture(breast.laterality(), view) : "";
    }

    private String split() {
        return word(patient.split());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static int number(boolean truth) {
        return truth ? 1 : 0;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String decimal(OptionalDouble value) {
        return value.isEmpty() ? "" : decimal(value.getAsDouble());
    }

    /** A Python list literal; none of our texts holds an apostrophe. */
    private static String literal(List<String> texts) {
        return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
