package dev.nacre.mammo.dicom;

import java.nio.ByteOrder;
import java.util.Map;

/**
 * How a file is encoded (PS3.5 section 10 and annex A).
 *
 * @param uid its unique identifier
 * @param name for people; the identifier itself where Nacre knows no name
 * @param encoding of the data set
 * @param pixels how the pixel data are stored
 */
public record TransferSyntax(String uid, String name, Encoding encoding, Pixels pixels) {
    /** How elements are written. */
    public enum Encoding {
        IMPLICIT_LITTLE(false, ByteOrder.LITTLE_ENDIAN),
        EXPLICIT_LITTLE(true, ByteOrder.LITTLE_ENDIAN),
        EXPLICIT_BIG(true, ByteOrder.BIG_ENDIAN);

        private final boolean explicit;
        private final ByteOrder order;

        Encoding(boolean explicit, ByteOrder order) {
            this.explicit = explicit;
            this.order = order;
        }

        /** Whether each element says its VR. */
        boolean explicit() {
            return explicit;
        }

        ByteOrder order() {
            return order;
        }
    }

    /** How pixels are stored. */
    public enum Pixels { NATIVE, DEFLATED_FILE, ENCAPSULATED, ENCAPSULATED_NATIVE }

    public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN = new TransferSyntax("1.2.840.10008.1.2",
            "Implicit VR Little Endian", Encoding.IMPLICIT_LITTLE, Pixels.NATIVE);
    public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN = new TransferSyntax("1.2.840.10008.1.2.1",
            "Explicit VR Little Endian", Encoding.EXPLICIT_LITTLE, Pixels.NATIVE);
    public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN = new TransferSyntax("1.2.840.10008.1.2.2",
            "Explicit VR Big Endian", Encoding.EXPLICIT_BIG, Pixels.NATIVE);
    public static final TransferSyntax DEFLATED = new TransferSyntax("1.2.840.10008.1.2.1.99",
            "Deflated Explicit VR Little Endian", Encoding.EXPLICIT_LITTLE, Pixels.DEFLATED_FILE);
    public static final TransferSyntax ENCAPSULATED_UNCOMPRESSED = new TransferSyntax("1.2.840.10008.1.2.1.98",
            "Encapsulated Uncompressed Explicit VR Little Endian", Encoding.EXPLICIT_LITTLE,
            Pixels.ENCAPSULATED_NATIVE);

    /** JPEG Lossless, Process 14, first-order prediction: what mammography devices mostly write. */
    public static final String JPEG_LOSSLESS_FIRST_ORDER = "1.2.840.10008.1.2.4.70";

    /** Each frame deflated by itself. */
    static final String DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1";

    /** DICOM's own run-length coding. */
    static final String RUN_LENGTH = "1.2.840.10008.1.2.5";

    private static final Map<String, TransferSyntax> UNCOMPRESSED = Map.of(
            IMPLICIT_VR_LITTLE_ENDIAN.uid, IMPLICIT_VR_LITTLE_ENDIAN,
            EXPLICIT_VR_LITTLE_ENDIAN.uid, EXPLICIT_VR_LITTLE_ENDIAN,
            EXPLICIT_VR_BIG_ENDIAN.uid, EXPLICIT_VR_BIG_ENDIAN,
            DEFLATED.uid, DEFLATED,
            ENCAPSULATED_UNCOMPRESSED.uid, ENCAPSULATED_UNCOMPRESSED);

    private static final Map<String, String> COMPRESSED_NAMES = Map.ofEntries(
            Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"),
            Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 & 4)"),
            Map.entry("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8)"),
            Map.entry("1.2.840.10008.1.2.4.55", "JPEG Full Progression, Non-Hierarchical (Process 10 & 12)"),
            Map.entry("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)"),
            Map.entry(JPEG_LOSSLESS_FIRST_ORDER, "JPEG Lossless, First-Order Prediction (Process 14, Selection 1)"),
            Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
            Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"),
            Map.entry("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless Only"),
            Map.entry("1.2.840.10008.1.2.4.91", "JPEG 2000"),
            Map.entry("1.2.840.10008.1.2.4.92", "JPEG 2000 Multi-component Lossless Only"),
            Map.entry("1.2.840.10008.1.2.4.93", "JPEG 2000 Multi-component"),
            Map.entry("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
            Map.entry("1.2.840.10008.1.2.4.112", "JPEG XL"),
            Map.entry("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless Only"),
            Map.entry("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Lossless Only"),
            Map.entry("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
            Map.entry(RUN_LENGTH, "RLE Lossless"),
            Map.entry(DEFLATED_FRAMES, "Deflated Image Frame"));

    /** The syntax with an identifier; one that is not known here holds compressed pixels (PS3.5 section A.4). */
    public static TransferSyntax of(String uid) {
        TransferSyntax known = UNCOMPRESSED.get(uid);
        return known != null ? known : new TransferSyntax(uid, COMPRESSED_NAMES.getOrDefault(uid, uid),
                Encoding.EXPLICIT_LITTLE, Pixels.ENCAPSULATED);
    }

    /** Whether each frame is a stream of its own. */
    public boolean isEncapsulated() {
        return pixels == Pixels.ENCAPSULATED || pixels == Pixels.ENCAPSULATED_NATIVE;
    }
}
