package dev.nacre.mammo.dicom.codec;

/** JPEG 2000 (ITU T.800), checked here and decoded by {@link Jpeg2000Workers}. */
final class Jpeg2000Decoder implements FrameDecoder {
    private final Jpeg2000Workers workers;
    private final boolean lossy;

    /**
     * A decoder.
     *
     * @param lossy whether levels beyond the stored bits are errors of lossy coding, not something else stored there
     */
    Jpeg2000Decoder(Jpeg2000Workers workers, boolean lossy) {
        this.workers = workers;
        this.lossy = lossy;
    }

    @Override
    public short[] decode(byte[] stream, FrameLayout layout) {
        layout.requireGrey();
        boolean signed = Jpeg2000Header.check(stream, layout);
        short[] samples = workers.decode(stream, layout);
        if (lossy) {
            layout.saturate(samples, signed);
        }
        return samples;
    }
}
