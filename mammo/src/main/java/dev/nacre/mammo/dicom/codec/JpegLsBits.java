package dev.nacre.mammo.dicom.codec;

/** The bits of JPEG-LS data (T.87 A.1): behind each byte 0xFF one zero bit, not a whole byte, is left out. */
final class JpegLsBits extends JpegBits {
    JpegLsBits(byte[] stream, int position) {
        super(stream, position);
    }

    @Override
    boolean isStuffing(int octet) {
        return octet < 0x80;
    }

    @Override
    int pairLength() {
        return 15;
    }

    @Override
    int pairBits(int first, int second) {
        return first << 7 | second;
    }
}
