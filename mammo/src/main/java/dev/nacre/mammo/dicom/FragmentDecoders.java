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
        return FrameDecoders.of(syntax.uid());
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
