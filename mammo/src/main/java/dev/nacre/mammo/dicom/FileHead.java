package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.TransferSyntax.Encoding;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands before the data set: preamble and file meta information (PS3.10 section 7.1), or what their absence
 * lets one guess.
 *
 * @param syntax as declared, or as guessed
 * @param encoding of the data set as it is found
 * @param meta elements of group 2
 * @param dataOffset where the data set begins
 */
record FileHead(TransferSyntax syntax, Encoding encoding, DataSet meta, long dataOffset) {
    private static final int PREAMBLE = 128;
    private static final int MARK = 0x4449434D;
    private static final int META_GROUP = 2;
    /** PS3.5 section 9.1. */
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

    /**
     * The head of a file.
     *
     * @throws DicomException if it is no DICOM file, or one whose encoding cannot be told
     */
    static FileHead read(ByteView bytes) {
        long offset = afterMark(bytes);
        DataSetReader reader = new DataSetReader(bytes);
        List<DataElement> elements = reader.readMeta(offset);
        DataSet meta = new DataSet(elements, CharacterSet.DEFAULT);
        long dataOffset = elements.isEmpty() ? offset : reader.metaEnd();
        String uid = meta.string(Tag.TRANSFER_SYNTAX_UID).orElse("");
        // Damage may have put anything there; what is no identifier must not reach a message either.
        return !UID.matcher(uid).matches() ? guessed(bytes, meta, dataOffset)
                : declared(bytes, TransferSyntax.of(uid), meta, dataOffset);
    }

    private static FileHead declared(ByteView bytes, TransferSyntax syntax, DataSet meta, long offset) {
        if (syntax.equals(TransferSyntax.DEFLATED)) {
            return new FileHead(syntax, syntax.encoding(), meta, offset);
        }
        // Converters have written another encoding than they declared; where the bytes leave one, it is that.
        Set<Encoding> plausible = EncodingGuess.plausible(bytes, offset);
        boolean contradicted = plausible.size() == 1 && !plausible.contains(syntax.encoding());
        Encoding encoding = contradicted ? plausible.iterator().next() : syntax.encoding();
        return new FileHead(syntax, encoding, meta, offset);
    }

    private static FileHead guessed(ByteView bytes, DataSet meta, long offset) {
        Set<Encoding> plausible = EncodingGuess.plausible(bytes, offset);
        if (plausible.size() != 1) {
            throw new DicomException(meta.elements().isEmpty()
                    ? "this is no DICOM file: it has no preamble with the letters DICM, and does not begin with"
                            + " elements of a data set"
                    : "the file does not say its transfer syntax, and its first elements do not show it: export it"
                            + " again with a complete header");
        }
        Encoding encoding = plausible.iterator().next();
        TransferSyntax syntax = switch (encoding) {
            case IMPLICIT_LITTLE -> TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
            case EXPLICIT_LITTLE -> TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            case EXPLICIT_BIG -> TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
        };
        return new FileHead(syntax, encoding, meta, offset);
    }

    /** Behind the letters DICM, with or without the preamble; the beginning where there are none. */
    private static long afterMark(ByteView bytes) {
        ByteView letters = bytes.withOrder(ByteOrder.BIG_ENDIAN);
        long behind = PREAMBLE + Integer.BYTES;
        // A data set without preamble may hold these letters by chance, at that very place.
        if (bytes.size() >= behind && letters.signedInt(PREAMBLE) == MARK
                && (startsMeta(bytes, behind) || EncodingGuess.plausible(bytes, 0).isEmpty())) {
            return behind;
        }
        return bytes.size() >= Integer.BYTES && letters.signedInt(0) == MARK ? Integer.BYTES : 0;
    }

    private static boolean startsMeta(ByteView bytes, long offset) {
        return bytes.size() >= offset + Short.BYTES
                && bytes.withOrder(ByteOrder.LITTLE_ENDIAN).unsignedShort(offset) == META_GROUP;
    }
}
