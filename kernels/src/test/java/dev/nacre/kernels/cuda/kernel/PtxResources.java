package dev.nacre.kernels.cuda.kernel;

import dev.nacre.kernels.cuda.lib.Nvrtc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Compiles the kernels to the PTX that is shipped beside them; run it after every change of a {@code .cu} file.
 * Arguments: NVRTC's library, and the directory of the {@code .cu} files. Needs no GPU.
 */
public final class PtxResources {
    /** The oldest architecture that the kernels run on: Ampere. */
    private static final int ARCHITECTURE = 80;
    /** What drivers from 525 on read. */
    private static final String VERSION = ".version 8.0";

    private PtxResources() {
    }

    /** Writes one {@code .ptx.gz} for each file of kernels. */
    public static void main(String[] arguments) throws IOException {
        Nvrtc compiler = new Nvrtc(Path.of(arguments[0]).toAbsolutePath());
        for (KernelSource source : KernelSource.values()) {
            byte[] ptx = compiler.ptx(source + ".cu", source.text(), ARCHITECTURE);
            Path target = Path.of(arguments[1], source.name().toLowerCase(Locale.ROOT) + ".ptx.gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
                out.write((firstLine(source) + lowered(new String(ptx, StandardCharsets.UTF_8)))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** What the first line of a file must be. */
    static String firstLine(KernelSource source) {
        return "// From CUDA C with SHA-256 " + source.hash() + "\n";
    }

    /** Without the zero byte, and under a version that older drivers read: nothing newer is used, as a test proves. */
    private static String lowered(String ptx) {
        return ptx.replace("\0", "").replaceFirst("(?m)^\\.version \\d+\\.\\d+$", VERSION);
    }
}
