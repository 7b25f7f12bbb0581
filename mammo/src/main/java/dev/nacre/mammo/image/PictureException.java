package dev.nacre.mammo.image;

import dev.nacre.nn.InputException;
import java.util.Locale;

/** A picture file cannot be used; beside the sentence for a person there is a reason to count and sort by. */
public class PictureException extends InputException {
    private static final long serialVersionUID = 1L;

    /** Why a file cannot be used. */
    public enum Reason {
        /** There is no such file. */
        MISSING,
        /** It is of no format that is read. */
        NOT_A_PICTURE,
        /** It is a DICOM file where a picture is expected. */
        DICOM,
        /** It contradicts its format or ends too early. */
        DAMAGED,
        /** It claims more pixels than are read. */
        TOO_LARGE,
        /** Its levels have a number of bits, a sign or a fraction that is not read. */
        LEVELS,
        /** It holds several pictures. */
        SEVERAL_PICTURES,
        /** Its pixels are not grey. */
        COLOUR,
        /** Some of its pixels are transparent. */
        TRANSPARENT,
        /** All its pixels are equal. */
        CONSTANT;

        /** A word for tables, such as {@code not-a-picture}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    /** A refusal with its sentence. */
    public PictureException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A refusal that a decoder's error caused. */
    public PictureException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why the file cannot be used. */
    public Reason reason() {
        return reason;
    }
}
