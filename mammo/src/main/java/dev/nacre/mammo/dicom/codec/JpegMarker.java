package dev.nacre.mammo.dicom.codec;

/** The second bytes of markers (T.81 table B.1, T.87 table C.1). */
final class JpegMarker {
    static final int SOF0 = 0xC0;
    static final int SOF1 = 0xC1;
    static final int SOF2 = 0xC2;
    static final int SOF3 = 0xC3;
    static final int DHT = 0xC4;
    static final int JPG = 0xC8;
    static final int DAC = 0xCC;
    static final int SOF15 = 0xCF;
    static final int RST0 = 0xD0;
    static final int RST7 = 0xD7;
    static final int SOI = 0xD8;
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;
    static final int DQT = 0xDB;
    static final int DNL = 0xDC;
    static final int DRI = 0xDD;
    /** Start of a JPEG-LS frame. */
    static final int SOF55 = 0xF7;
    /** Preset parameters of JPEG-LS. */
    static final int LSE = 0xF8;
    /** Stands alone, without a segment. */
    static final int TEM = 0x01;

    private JpegMarker() {
    }
}
