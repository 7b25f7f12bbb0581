package dev.nacre.examples.dicom;

import dev.nacre.mammo.dicom.DataElement;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.dicom.Vr;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which attributes may be shown without naming a patient: a list of what is allowed, since vendors and sites put names
 * where no list of what is forbidden (PS3.15 table E.1-1) would look for them. Private attributes, free text, dates,
 * times and identifiers of instances are not on it.
 */
final class ShownTags {
    private static final int TECHNIQUE = 0x0018;
    private static final int IMAGE = 0x0028;

    /** Kinds of values that hold numbers or terms of the standard. */
    private static final Set<Vr> TERMS_AND_NUMBERS = Set.of(Vr.CS, Vr.DS, Vr.IS, Vr.US, Vr.SS, Vr.UL, Vr.SL, Vr.FL,
            Vr.FD, Vr.AT);

    private static final Set<Integer> OTHERS = Set.of(0x00020000, Tag.MEDIA_STORAGE_SOP_CLASS_UID,
            Tag.TRANSFER_SYNTAX_UID, Tag.IMPLEMENTATION_CLASS_UID, Tag.SPECIFIC_CHARACTER_SET, Tag.IMAGE_TYPE,
            Tag.SOP_CLASS_UID, Tag.MODALITY, 0x00080061, 0x00080064, Tag.PRESENTATION_INTENT_TYPE, Tag.MANUFACTURER,
            Tag.CODE_VALUE, Tag.CODING_SCHEME_DESIGNATOR, Tag.MANUFACTURER_MODEL_NAME, 0x00120062, 0x00200013,
            Tag.PATIENT_ORIENTATION, Tag.LATERALITY, Tag.IMAGE_LATERALITY, Tag.FRAME_LATERALITY, 0x00540220,
            Tag.PRESENTATION_LUT_SHAPE);

    /** Sequences whose items say something about the picture, not about people. */
    private static final Set<Integer> SEQUENCES = Set.of(Tag.VIEW_CODE_SEQUENCE, Tag.VIEW_MODIFIER_CODE_SEQUENCE,
            Tag.MODALITY_LUT_SEQUENCE, Tag.VOI_LUT_SEQUENCE, Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.PIXEL_MEASURES_SEQUENCE, Tag.FRAME_VOI_LUT_SEQUENCE, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
            Tag.FRAME_ANATOMY_SEQUENCE, 0x00082218);

    /** Free text, so that only words of makers of mammography and other devices let it through. */
    private static final Pattern MAKERS = Pattern.compile("(?i).*\\b(GE|GEMS|GENERAL ELECTRIC|HOLOGIC|LORAD|SIEMENS|"
            + "FUJI|FUJIFILM|PHILIPS|SECTRA|PLANMED|PLANMECA|GIOTTO|I\\.?M\\.?S|KODAK|CARESTREAM|AGFA|KONICA|CANON|"
            + "TOSHIBA|METALTRONICA|SHIMADZU|HITACHI|ICAD|NACRE)\\b.*");

    private ShownTags() {
    }

    /** Whether a text names a maker of devices. */
    static boolean isKnownMaker(String manufacturer) {
        return MAKERS.matcher(manufacturer).matches();
    }

    /** Whether the value of an attribute, or for a sequence the list of its items, may be shown. */
    static boolean contain(DataElement element) {
        int group = Tag.group(element.tag());
        return switch (element.vr()) {
            case SQ -> SEQUENCES.contains(element.tag());
            default -> OTHERS.contains(element.tag())
                    || (group == TECHNIQUE || group == IMAGE) && TERMS_AND_NUMBERS.contains(element.vr());
        };
    }
}
