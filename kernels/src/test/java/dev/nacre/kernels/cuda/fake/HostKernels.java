package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.kernel.KernelSource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The kernels' CUDA C compiled as C++ by the machine's compiler, thread after thread on the processor: the arithmetic
 * is that of the sources, if not that of a GPU's functions.
 */
public final class HostKernels implements Arithmetic {
    private static final Set<KernelSource> WITH_BARRIERS = Set.of(KernelSource.SUMS, KernelSource.NORMS,
            KernelSource.CONVOLUTIONS, KernelSource.DEPTHWISE, KernelSource.ATTENTION,
            KernelSource.ATTENTION_GRADIENT, KernelSource.SORTS, KernelSource.SCANS, KernelSource.CONTRAST,
            KernelSource.ENTROPY);
    /** Their threads never meet, and so need no contexts, which cost time. */
    private static final Set<String> ALONE = Set.of("sort_merge", "sort_positions", "sort_keys_float32",
            "sort_keys_int32", "sort_keys_int64",
            "contrastive_logarithms", "contrastive_partners", "cross_entropy_of_few", "cross_entropy_gradient");
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final Optional<HostKernels> SHARED = build();

    private final Map<String, MethodHandle> kernels = new HashMap<>();

    @SuppressWarnings("restricted")
    private HostKernels(Path library) {
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        for (KernelSource source : KernelSource.values()) {
            for (String kernel : source.kernels()) {
                kernels.put(KernelSource.PREFIX + kernel, Linker.nativeLinker().downcallHandle(
                        symbols.findOrThrow("host_" + kernel),
                        FunctionDescriptor.ofVoid(INT, INT, ValueLayout.ADDRESS)));
            }
        }
    }

    /** Those of this process; tests are skipped where there is no compiler. */
    public static HostKernels orSkip() {
        Assumptions.assumeTrue(SHARED.isPresent(), "needs g++, which is not on the PATH");
        return SHARED.get();
    }

    @Override
    public void launch(String kernel, int blocks, int threads, Parameters parameters) {
        try {
            kernels.get(kernel).invokeExact(blocks, threads, parameters.table());
        } catch (Throwable e) {
            throw new IllegalStateException(kernel, e);
        }
    }

    private static Optional<HostKernels> build() {
        try {
            Path directory = Files.createTempDirectory("nacre-host-kernels-");
            Path source = Files.writeString(directory.resolve("kernels.cpp"), program());
            Path library = directory.resolve("kernels.so");
            Process process = new ProcessBuilder("g++", "-std=c++17", "-O1", "-w", "-shared", "-fPIC",
                    "-ffp-contract=off", "-o", library.toString(), source.toString())
                    .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("the kernels do not compile as C++:\n"
                        + Files.readString(directory.resolve("log")));
            }
            HostKernels kernels = new HostKernels(library);
            for (String file : new String[] {"kernels.cpp", "kernels.so", "log"}) {
                Files.delete(directory.resolve(file));
            }
            Files.delete(directory);
            return Optional.of(kernels);
        } catch (IOException noCompiler) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The header, every file once, and for each kernel a function that runs all its threads. */
    private static String program() throws IOException {
        StringBuilder text = new StringBuilder();
        try (InputStream in = HostKernels.class.getResourceAsStream("host.h")) {
            text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Set<String> included = new HashSet<>();
        for (KernelSource source : KernelSource.values()) {
            source.parts().stream().filter(included::add).map(KernelSource::text).forEach(text::append);
            for (String kernel : source.kernels()) {
                String barriers = WITH_BARRIERS.contains(source) && !ALONE.contains(kernel) ? "true" : "false";
                text.append("extern \"C\" void host_").append(kernel)
                        .append("(int blocks, int threads, void** parameters) { run_all(").append(KernelSource.PREFIX)
                        .append(kernel).append(", blocks, threads, parameters, ").append(barriers).append("); }\n");
            }
        }
        return text.toString();
    }
}
