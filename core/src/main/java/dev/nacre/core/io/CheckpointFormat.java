package dev.nacre.core.io;

import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.numpy.NumpyFile;
import dev.nacre.core.io.shard.CheckpointFolder;
import dev.nacre.core.io.shard.ShardedCheckpoint;
import dev.nacre.core.io.torch.TorchLegacy;
import dev.nacre.core.io.torch.TorchZip;
import dev.nacre.core.io.zip.ZipArchive;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells formats apart by what a file begins with; its name says nothing. */
final class CheckpointFormat {
    private static final int LONGEST_START = 512;
    /** The upper half of a header's length, and its first brace. The lower half may look like anything below. */
    private static final String SAFETENSORS = "\0\0\0\0{";
    private static final int SAFETENSORS_AT = 4;
    /** Of a header that claims to be of any length. */
    private static final String HEADER = "{";
    private static final int HEADER_AT = 8;
    private static final int SHOWN = 8;
    private static final String ZIP = "PK\u0003\u0004";
    private static final String PICKLE = "\u0080";
    /** The decimal digits of the older format's magic number, which protocols 0 and 1 begin with. */
    private static final String TEXT_PICKLE = "L119547037146038801333356L";
    private static final String TAR = "ustar";
    private static final int TAR_AT = 257;
    private static final String GZIP = "\u001F\u008B";
    private static final String HDF5 = "\u0089HDF\r\n";
    private static final String POINTER = "version https://git-lfs";

    private CheckpointFormat() {
    }

    static Checkpoint open(Path path) {
        return Files.isDirectory(path) ? open(CheckpointFolder.weights(path), true) : open(path, true);
    }

    private static Checkpoint open(Path path, boolean mayBeIndex) {
        MappedFile file = MappedFile.open(path);
        try {
            return open(file, mayBeIndex);
        } catch (RuntimeException | Error unusable) {
            file.close();
            throw unusable;
        }
    }

    private static Checkpoint open(MappedFile file, boolean mayBeIndex) {
        Path path = file.path();
        String start = start(file.content());
        if (start.startsWith(SAFETENSORS, SAFETENSORS_AT)) {
            return SafetensorsFile.of(file);
        } else if (start.startsWith(ZIP)) {
            return archive(file);
        } else if (start.startsWith(PICKLE) || start.startsWith(TEXT_PICKLE)) {
            return TorchLegacy.open(file, new Refusal(path, "PyTorch file"));
        } else if (start.startsWith(NumpyFile.MAGIC)) {
            return NumpyFile.single(file, new Refusal(path, "NumPy file"));
        } else if (mayBeIndex && start.stripLeading().startsWith("{")) {
            return ShardedCheckpoint.open(file, new Refusal(path, "index of a checkpoint"),
                    shard -> open(shard, false));
        }
        Refusal refusal = new Refusal(path, "checkpoint");
        refuseKnownOthers(refusal, start);
        if (start.startsWith(HEADER, HEADER_AT)) {
            return SafetensorsFile.of(file);
        }
        throw refusal.unsupported(start.isEmpty() ? "it is empty" : "it begins with " + Refusal.shown(start.substring(0,
                Math.min(SHOWN, start.length()))) + ", as no PyTorch, safetensors or NumPy file does",
                "name the checkpoint itself, or fetch it again");
    }

    private static Checkpoint archive(MappedFile file) {
        Refusal refusal = new Refusal(file.path(), "checkpoint");
        ZipArchive archive = new ZipArchive(file, refusal);
        if (TorchZip.recognises(archive)) {
            return TorchZip.open(file, archive, new Refusal(file.path(), "PyTorch file"));
        } else if (NumpyFile.recognises(archive)) {
            return NumpyFile.archive(file, archive, new Refusal(file.path(), "NumPy file"));
        }
        throw refusal.unsupported("it is a zip archive that holds neither PyTorch's data.pkl nor NumPy's arrays",
                "unpack it and name the checkpoint inside");
    }

    /** What people hold beside checkpoints, or download instead of them. */
    private static void refuseKnownOthers(Refusal refusal, String start) {
        if (start.startsWith(TAR, TAR_AT)) {
            throw refusal.unsupported("it is a tar archive, as PyTorch wrote before version 0.1.11",
                    "open it with an old PyTorch and save the state dict again, or unpack the checkpoint inside");
        } else if (start.startsWith(GZIP)) {
            throw refusal.unsupported("it is compressed with gzip", "decompress it first");
        } else if (start.startsWith(HDF5)) {
            throw refusal.unsupported("it is an HDF5 file, as Keras writes",
                    "convert it to safetensors where it was made");
        } else if (start.startsWith(POINTER)) {
            throw refusal.unsupported("it is a pointer of git-lfs in place of the checkpoint",
                    "fetch the checkpoint itself (git lfs pull)");
        } else if (start.stripLeading().startsWith("<")) {
            throw refusal.unsupported("it is a web page, which a download gave in place of the checkpoint",
                    "download the checkpoint itself");
        }
    }

    private static String start(MemorySegment content) {
        byte[] bytes = content.asSlice(0, Math.min(LONGEST_START, content.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
