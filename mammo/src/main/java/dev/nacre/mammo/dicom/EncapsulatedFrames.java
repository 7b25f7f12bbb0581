package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.codec.FrameDecoder;
import dev.nacre.mammo.dicom.codec.FrameLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Frames in fragments: joins those of a frame and has them decoded. */
final class EncapsulatedFrames implements FrameSource {
    /** Lossless streams of noise are a little longer than the pixels; several times that is no picture. */
    private static final int MOST_EXPANSION = 4;
    private static final long SLACK = 1 << 20;

    private final List<MemorySegment> fragments;
    private final int[] firstFragments;
    private final FrameLayout layout;
    private final StoredBits bits;
    private final FrameDecoder decoder;

    private EncapsulatedFrames(List<MemorySegment> fragments, int[] firstFragments, FrameLayout layout,
            StoredBits bits, FrameDecoder decoder) {
        this.fragments = fragments;
        this.firstFragments = firstFragments;
        this.layout = layout;
        this.bits = bits;
        this.decoder = decoder;
    }

    static EncapsulatedFrames of(DicomFile file, ElementValue.Fragments fragments, int frames, FrameLayout layout,
            int highBit) {
        ByteView extended = file.dataset().find(Tag.EXTENDED_OFFSET_TABLE).map(DataElement::view)
                .orElse(ByteView.EMPTY);
        int[] firsts = FragmentTable.firstFragments(fragments.segments(), frames, fragments.offsetTable(), extended);
        // Codes with a precision of their own give the value in the lowest bits; the others copy the sample.
        boolean copies = switch (file.transferSyntax().uid()) {
            case TransferSyntax.RUN_LENGTH, TransferSyntax.DEFLATED_FRAMES -> true;
            default -> file.transferSyntax().equals(TransferSyntax.ENCAPSULATED_UNCOMPRESSED);
        };
        StoredBits bits = StoredBits.of(layout, copies ? highBit : layout.bitsStored() - 1);
        return new EncapsulatedFrames(fragments.segments(), firsts, layout, bits,
                FragmentDecoders.of(file.transferSyntax()));
    }

    @Override
    public short[] frame(int frame) {
        if (frame + 1 >= firstFragments.length) {
            throw new DicomException("frame " + frame + " is missing: the file breaks off after "
                    + (firstFragments.length - 1) + " frames; copy or export it again");
        }
        short[] samples = decoder.decode(stream(frame), layout);
        if (samples.length != layout.pixels()) {
            throw new DicomException("frame " + frame + " decodes to " + samples.length + " pixels instead of "
                    + layout.pixels() + ": export the file again");
        }
        bits.extract(samples);
        return samples;
    }

    private byte[] stream(int frame) {
        List<MemorySegment> parts = fragments.subList(firstFragments[frame], firstFragments[frame + 1]);
        long size = parts.stream().mapToLong(MemorySegment::byteSize).sum();
        long most = SLACK + MOST_EXPANSION * (long) layout.pixels() * Math.ceilDiv(layout.bitsAllocated(), Byte.SIZE);
        if (size > Math.min(most, Integer.MAX_VALUE - ElementHeader.SHORT)) {
            throw new DicomException("frame " + frame + " of " + layout.columns() + " x " + layout.rows()
                    + " pixels is said to be compressed into " + size + " bytes, far more than it would take"
                    + " uncompressed: export the file again");
        }
        byte[] stream = new byte[(int) size];
        int position = 0;
        for (MemorySegment part : parts) {
            int length = (int) part.byteSize();
            MemorySegment.copy(part, ValueLayout.JAVA_BYTE, 0, stream, position, length);
            position += length;
        }
        return stream;
    }
}
