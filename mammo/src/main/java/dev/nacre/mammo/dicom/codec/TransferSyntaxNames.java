package dev.nacre.mammo.dicom.codec;

import java.util.Map;

/** Names of transfer syntaxes that are not decoded (PS3.6 annex A), for sentences about them. */
final class TransferSyntaxNames {
    private static final String JPEG = "1.2.840.10008.1.2.4.";
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
            Map.entry(JPEG + "92", "JPEG 2000 Part 2 Multi-component (Lossless Only)"),
            Map.entry(JPEG + "93", "JPEG 2000 Part 2 Multi-component"),
            Map.entry(JPEG + "94", "JPIP Referenced"),
            Map.entry(JPEG + "95", "JPIP Referenced Deflate"),
            Map.entry(JPEG + "100", "MPEG2 Main Profile / Main Level"),
            Map.entry(JPEG + "101", "MPEG2 Main Profile / High Level"),
            Map.entry(JPEG + "102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"),
            Map.entry(JPEG + "103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
            Map.entry(JPEG + "104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"),
            Map.entry(JPEG + "105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"),
            Map.entry(JPEG + "106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
            Map.entry(JPEG + "107", "HEVC/H.265 Main Profile / Level 5.1"),
            Map.entry(JPEG + "108", "HEVC/H.265 Main 10 Profile / Level 5.1"),
            Map.entry(JPEG + "110", "JPEG XL Lossless"),
            Map.entry(JPEG + "111", "JPEG XL JPEG Recompression"),
            Map.entry(JPEG + "112", "JPEG XL"),
            Map.entry(JPEG + "201", "High-Throughput JPEG 2000 (Lossless Only)"),
            Map.entry(JPEG + "202", "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)"),
            Map.entry(JPEG + "203", "High-Throughput JPEG 2000"),
            Map.entry(JPEG + "204", "JPIP HTJ2K Referenced"),
            Map.entry(JPEG + "205", "JPIP HTJ2K Referenced Deflate"));

    private TransferSyntaxNames() {
    }

    /** Name and UID, or the UID alone where it is not known. */
    static String of(String uid) {
        String name = NAMES.get(uid);
        return name == null ? uid : name + " (" + uid + ")";
    }
}
