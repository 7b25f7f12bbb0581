package dev.nacre.core.io;

import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.torch.TorchLegacy;
import dev.nacre.core.io.torch.TorchZip;
import dev.nacre.core.io.zip.ZipArchive;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tells formats apart by what a file begins with; its name says nothing. */
final class CheckpointFormat {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_START = 512;

    private CheckpointFormat() {
    }

    static Checkpoint open(Path path) {
        MappedFile file = MappedFile.open(path);
        try {
            return open(file);
        } catch (RuntimeException | Error unusable) {
            file.close();
            throw unusable;
        }
    }

    private static Checkpoint open(MappedFile file) {
        MemorySegment content = file.content();
        Path path = file.path();
        String start = start(content);
        if (content.byteSize() >= 4 && content.get(INT, 0) == ZipArchive.LOCAL_HEADER) {
            Refusal refusal = new Refusal(path, "PyTorch file");
            ZipArchive archive = new ZipArchive(file, refusal);
            if (!TorchZip.recognises(archive)) {
                throw refusal.unsupported("it is a zip archive without the entry data.pkl",
                        "name the checkpoint itself");
            }
            return TorchZip.open(file, archive, refusal);
        } else if (start.startsWith("\u0080") || start.startsWith("L1195470371")) {
            return TorchLegacy.open(file, new Refusal(path, "PyTorch file"));
        }
        return SafetensorsFile.of(file);
    }

    private static String start(MemorySegment content) {
        byte[] bytes = content.asSlice(0, Math.min(LONGEST_START, content.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
