package dev.nacre.mammo.phantom.device;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.dicom.Vr;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.PhantomExam;
import dev.nacre.mammo.phantom.population.PhantomPatient;
import dev.nacre.mammo.phantom.xray.Radiograph;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The unit on which an exam was made. Writes its pictures as Digital Mammography X-Ray Image Storage "for presentation"
 * (PS3.3 A.26), hung as usual: the chest wall at the left of a left breast and at the right of a right one. A woman
 * most often comes back to the same make. Safe for many threads.
 */
public final class MammographyUnit {
    private static final String FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.2";
    private static final double SAME_MAKE = 0.8;
    private static final int WEEKDAY_HOURS = 9;

    private final PhantomPatient patient;
    private final PhantomExam exam;
    private final DeviceStyle style;

    /** The unit of an exam, which follows from its key. */
    public MammographyUnit(PhantomPatient patient, PhantomExam exam) {
        this.patient = patient;
        this.exam = exam;
        Key key = exam.key().child("unit");
        // The current exam has the key that is the same for any number of earlier ones.
        Key usual = patient.current().key().child("unit");
        Key own = key.uniform(0) < SAME_MAKE ? usual : key;
        this.style = DeviceStyle.values()[(int) own.below(DeviceStyle.values().length, 1)];
    }

    /** Its make. */
    public DeviceStyle style() {
        return style;
    }

    /**
     * Writes a picture of one of the exam's breasts.
     *
     * @throws dev.nacre.mammo.dicom.DicomException if the file cannot be written
     */
    public void write(Path target, ExamBreast breast, Radiograph radiograph, DicomWriter.Compression compression) {
        GreyPicture picture = radiograph.picture();
        short[] stored = new short[picture.levels().length];
        for (int index = 0; index < stored.length; index++) {
            stored[index] = (short) style.stored(picture.levels()[index]);
        }
        DataSetBuilder builder = new DataSetBuilder();
        general(builder, breast.laterality(), radiograph.acquisition().view());
        technique(builder, breast, radiograph);
        new DisplayAttributes(style, picture).addTo(builder);
        DicomWriter.write(target, builder.build(), new PixelFrames(picture.height(), picture.width(), style.bits(),
                false, style.inverted() ? "MONOCHROME1" : "MONOCHROME2", List.of(stored)), compression);
    }

    /** Study, series and woman. */
    private void general(DataSetBuilder builder, Laterality laterality, View view) {
        Key study = exam.key().child("study");
        int series = 1 + 2 * laterality.ordinal() + view.ordinal();
        builder.text(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY").text(Tag.SOP_CLASS_UID, FOR_PRESENTATION)
                .text(Tag.SOP_INSTANCE_UID, PhantomUid.of(study.child(series).child(1)))
                .text(Tag.STUDY_DATE, exam.date().format(DateTimeFormatter.BASIC_ISO_DATE))
                .text(Tag.STUDY_TIME, String.format(Locale.ROOT, "%02d%02d%02d", 8 + study.below(WEEKDAY_HOURS, 0),
                        study.below(60, 1), study.below(60, 2)))
                .text(Tag.ACCESSION_NUMBER, "").text(Tag.MODALITY, "MG")
                .text(Tag.PRESENTATION_INTENT_TYPE, "FOR PRESENTATION")
                .text(Tag.MANUFACTURER, style.manufacturer()).text(Tag.REFERRING_PHYSICIAN_NAME, "")
                .text(Tag.STUDY_DESCRIPTION, "Phantom mammography")
                .text(Tag.SERIES_DESCRIPTION, letter(laterality) + " " + view)
                .text(Tag.MANUFACTURER_MODEL_NAME, style.name())
                .text(Tag.PATIENT_NAME, String.format(Locale.ROOT, "Phantom^Number %05d", patient.number()))
                .text(Tag.PATIENT_ID, patient.name()).text(Tag.PATIENT_BIRTH_DATE, "").text(Tag.PATIENT_SEX, "F")
                .text(Tag.PATIENT_AGE, String.format(Locale.ROOT, "%03dY", exam.age()))
                .text(Tag.PATIENT_IDENTITY_REMOVED, "YES")
                .text(Tag.DEIDENTIFICATION_METHOD, "Invented by a program: there is no such person")
                .text(Tag.STUDY_INSTANCE_UID, PhantomUid.of(study))
                .text(Tag.SERIES_INSTANCE_UID, PhantomUid.of(study.child(series)))
                .text(Tag.STUDY_ID, Integer.toString(exam.number())).numbers(Tag.SERIES_NUMBER, series)
                .numbers(Tag.INSTANCE_NUMBER, 1)
                .text(Tag.IMAGE_COMMENTS, "Phantom, drawn by a program. No patient. Not for diagnosis.")
                .items(Tag.ACQUISITION_CONTEXT_SEQUENCE);
    }

    /** How the picture was taken and is stored. */
    private void technique(DataSetBuilder builder, ExamBreast breast, Radiograph radiograph) {
        View view = radiograph.acquisition().view();
        boolean left = breast.laterality() == Laterality.LEFT;
        double thickness = Math.rint(breast.breast().shape().thickness());
        double pixel = radiograph.acquisition().pixel();
        Key key = radiograph.acquisition().key().child("technique");
        int milliampereSeconds = (int) Math.rint(30 + 1.4 * thickness + 20 * key.uniform(0));
        builder.text(Tag.BODY_PART_EXAMINED, "BREAST").numbers(Tag.KVP, Math.rint(24 + thickness / 12))
                .text(Tag.SOFTWARE_VERSIONS, "1.0").numbers(Tag.DISTANCE_SOURCE_TO_DETECTOR, 660)
                .numbers(Tag.EXPOSURE_TIME, 12 * milliampereSeconds).numbers(Tag.X_RAY_TUBE_CURRENT, 83)
                .numbers(Tag.EXPOSURE, milliampereSeconds).numbers(Tag.IMAGER_PIXEL_SPACING, pixel, pixel)
                .text(Tag.ANODE_TARGET_MATERIAL, style.target()).text(Tag.FILTER_MATERIAL, style.filter())
                .numbers(Tag.BODY_PART_THICKNESS, thickness)
                .numbers(Tag.COMPRESSION_FORCE, Math.rint(80 + 70 * key.uniform(1)))
                .text(Tag.VIEW_POSITION, view.name()).text(Tag.POSITIONER_TYPE, "MAMMOGRAPHIC")
                .numbers(Tag.POSITIONER_PRIMARY_ANGLE, view == View.CC ? 0 : left ? 45 : -45)
                .text(Tag.DETECTOR_TYPE, "DIRECT").text(Tag.PATIENT_ORIENTATION, orientation(left, view))
                .text(Tag.IMAGE_LATERALITY, letter(breast.laterality()))
                .numbers(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN, style.inverted() ? 1 : -1)
                .text(Tag.PIXEL_INTENSITY_RELATIONSHIP, "LOG").numbers(Tag.RESCALE_INTERCEPT, 0)
                .numbers(Tag.RESCALE_SLOPE, 1).text(Tag.RESCALE_TYPE, "US")
                .text(Tag.QUALITY_CONTROL_IMAGE, "NO").text(Tag.BURNED_IN_ANNOTATION, "NO")
                .text(Tag.LOSSY_IMAGE_COMPRESSION, "00").text(Tag.PARTIAL_VIEW, "NO")
                .text(Tag.BREAST_IMPLANT_PRESENT, breast.breast().implant() ? "YES" : "NO")
                .items(Tag.ANATOMIC_REGION_SEQUENCE, code("76752008", "T-04000", "Breast"))
                .items(Tag.VIEW_CODE_SEQUENCE, view == View.CC ? code("399162004", "R-10242", "cranio-caudal")
                        : code("399368009", "R-10226", "medio-lateral oblique"))
                .text(Tag.PRESENTATION_LUT_SHAPE, style.inverted() ? "INVERSE" : "IDENTITY");
        if (style == DeviceStyle.IRIS) {
            builder.numbers(Tag.PIXEL_PADDING_VALUE, Vr.US, 0);
        }
    }

    /** In SNOMED CT, or, as older units do it, in SNOMED RT. */
    private DataSet code(String current, String older, String meaning) {
        boolean old = style == DeviceStyle.HERON;
        return new DataSetBuilder().text(Tag.CODE_VALUE, old ? older : current)
                .text(Tag.CODING_SCHEME_DESIGNATOR, old ? "SRT" : "SCT").text(Tag.CODE_MEANING, meaning).build();
    }

    /** Towards which part of the body rows and columns run (PS3.3 C.7.6.1.1.1): anterior, right, foot and so on. */
    private static String[] orientation(boolean left, View view) {
        String down = view == View.CC ? left ? "R" : "L" : left ? "FR" : "FL";
        return new String[] {left ? "A" : "P", down};
    }

    private static String letter(Laterality laterality) {
        return laterality == Laterality.LEFT ? "L" : "R";
    }
}
