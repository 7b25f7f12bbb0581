package dev.nacre.kernels.cuda.kernel;

import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.lib.Nvrtc;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a driver can load: machine code that NVRTC made for the device, kept in a directory for the next start; without
 * NVRTC the PTX that is shipped, which the driver compiles at every start unless its own cache has it.
 */
public final class KernelImages {
    /** Directory of compiled kernels; by default {@code nacre/cuda} in the user's cache directory. */
    public static final String CACHE_PROPERTY = "nacre.cuda.cache";
    private static final System.Logger LOG = System.getLogger("dev.nacre");

    private final Optional<Nvrtc> compiler;
    private final Path cache;

    /** With a compiler, if there is one, and a directory for what it makes. */
    public KernelImages(Optional<Nvrtc> compiler, Path cache) {
        this.compiler = compiler;
        this.cache = cache;
    }

    /** The directory that the property names, or the usual one. */
    public static Path usualCache() {
        String named = System.getProperty(CACHE_PROPERTY, "");
        String shared = System.getenv("XDG_CACHE_HOME");
        Path user = shared == null || shared.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(shared);
        return named.isEmpty() ? user.resolve("nacre").resolve("cuda") : Path.of(named);
    }

    /** An image for devices of one architecture, such as 90. */
    public byte[] of(KernelSource source, int architecture) {
        if (compiler.isEmpty()) {
            return withZero(source.ptx());
        }
        try {
            Path file = cache.resolve(source + "-" + source.hash().substring(0, 32) + "-sm" + architecture + "-nvrtc"
                    + compiler.get().version() + ".cubin");
            return Files.isReadable(file) ? Files.readAllBytes(file) : compile(source, architecture, file);
        } catch (CudaException | IOException e) {
            LOG.log(Level.WARNING, "kernels are compiled by the driver, since NVRTC failed: {0}", e.getMessage());
            return withZero(source.ptx());
        }
    }

    private byte[] compile(KernelSource source, int architecture, Path file) throws IOException {
        byte[] image = compiler.get().machineCode(source + ".cu", source.text(), architecture);
        try {
            Files.createDirectories(cache);
            Path fresh = Files.createTempFile(cache, "fresh", ".cubin");
            Files.write(fresh, image);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "compiled kernels cannot be kept in {0}: {1}", cache, e.getMessage());
        }
        return image;
    }

    /** The driver reads PTX up to a zero byte. */
    private static byte[] withZero(String ptx) {
        byte[] text = ptx.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(text, text.length + 1);
    }
}
