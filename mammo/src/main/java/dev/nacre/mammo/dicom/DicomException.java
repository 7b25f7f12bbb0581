package dev.nacre.mammo.dicom;

import dev.nacre.nn.InputException;

/**
 * A DICOM file, or the part of it that was asked for, cannot be read. The message is one sentence for the person who
 * gave the file: what is wrong, at which tag or byte, and what to do. It never holds the value of a patient's tag.
 */
public final class DicomException extends InputException {
    private static final long serialVersionUID = 1L;

    public DicomException(String message) {
        super(message);
    }

    public DicomException(String message, Throwable cause) {
        super(message, cause);
    }
}
