package dev.nacre.mammo.report;

/**
 * A code of DICOM's mammography context groups (PS3.16).
 *
 * @param scheme the coding scheme's designator: SCT, DCM, or BI
 * @param value the code
 * @param group the number of the context group (CID) that lists it
 */
public record DicomCode(String scheme, String value, int group) {
}
