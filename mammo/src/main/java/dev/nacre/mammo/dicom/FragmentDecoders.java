package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.codec.FrameDecoder;
import dev.nacre.mammo.dicom.codec.FrameDecoders;
import dev.nacre.mammo.dicom.codec.FrameLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** The decoder for frames in fragments: those that hold plain or deflated pixels are read here. */
final class FragmentDecoders {
    private FragmentDecoders() {
    }

    /** @throws DicomException if the syntax cannot be decoded; it names the syntax */
    static FrameDecoder of(TransferSyntax syntax) {
        if (syntax.equals(TransferSyntax.ENCAPSULATED_UNCOMPRESSED)) {
            return (stream, layout) -> plain(MemorySegment.ofArray(stream), layout);
        }
        if (syntax.uid().equals(TransferSyntax.DEFLATED_FRAMES)) {
            return FragmentDecoders::inflated;
        }
        FrameDecoder decoder = FrameDecoders.of(syntax.uid());
        return syntax.uid().equals(TransferSyntax.RUN_LENGTH) ? (stream, layout) -> layout.bitsAllocated() == 1
                ? packed(decoder, stream, layout) : decoder.decode(stream, layout) : decoder;
    }

    /** Pixels of one bit are run-length coded by the bytes into which they are packed (PS3.5 section 8.2.2). */
    private static short[] packed(FrameDecoder decoder, byte[] stream, FrameLayout layout) {
        int octets = Math.ceilDiv(layout.pixels(), Byte.SIZE);
        short[] decoded = decoder.decode(stream, new FrameLayout(1, octets, 1, Byte.SIZE, Byte.SIZE, false));
        byte[] bytes = new byte[octets];
        for (int index = 0; index < octets; index++) {
            bytes[index] = (byte) decoded[index];
        }
        return plain(MemorySegment.ofArray(bytes), layout);
    }

    private static short[] inflated(byte[] stream, FrameLayout layout) {
        try (Arena arena = Arena.ofConfined()) {
            return plain(new Inflation(MemorySegment.ofArray(stream)).inflate(arena), layout);
        }
    }

    private static short[] plain(MemorySegment bytes, FrameLayout layout) {
        return new NativeFrames(new ByteView(bytes, ByteOrder.LITTLE_ENDIAN), Vr.OB, layout, StoredBits.ALL).frame(0);
    }
}
