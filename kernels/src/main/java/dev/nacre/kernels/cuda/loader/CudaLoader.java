package dev.nacre.kernels.cuda.loader;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks what of CUDA is here, and loads it. Looking is cheap, loads nothing but the driver, and never throws;
 * loading takes about a fifth of a second, once.
 */
public final class CudaLoader {
    /** The pom-only artifact that brings JCuda. */
    public static final String ARTIFACT = "dev.nacre:nacre-cuda (type pom)";
    private static final System.Logger LOG = System.getLogger("dev.nacre");
    private static final List<String> CLASSES = List.of("jcuda.driver.JCudaDriver", "jcuda.runtime.JCuda",
            "jcuda.jcublas.JCublas2");
    private static final String CUDNN_CLASS = "jcuda.jcudnn.JCudnn";
    private static boolean loaded;
    private static boolean plans;
    private static Optional<Path> epilogues = Optional.empty();

    private final LibrarySearch search;
    private final ClassLoader classes;

    /** Looks there, with JCuda from that class loader. */
    public CudaLoader(LibrarySearch search, ClassLoader classes) {
        this.search = search;
        this.classes = classes;
    }

    /** As this process was started. */
    public static CudaLoader here() {
        return new CudaLoader(LibrarySearch.here(), CudaLoader.class.getClassLoader());
    }

    /** What can serve and what is missing. */
    public Capabilities look() {
        List<Capability> lines = new ArrayList<>();
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.startsWith("Linux") || !system.endsWith("amd64")) {
            lines.add(Capability.missing("system", system, "CUDA serves under Linux on x86-64 alone."));
            return new Capabilities(lines, List.of(), "");
        }
        if (!CudaLoader.class.getModule().isNativeAccessEnabled()) {
            lines.add(Capability.missing("flags", "Java may not call native code here", "Start Java with "
                    + "--enable-native-access=" + (CudaLoader.class.getModule().isNamed() ? "dev.nacre.kernels"
                    : "ALL-UNNAMED") + "."));
            return new Capabilities(lines, List.of(), "");
        }
        DriverProbe driver = lookAtDriver(lines);
        int atMost = driver.version() == 0 ? Integer.MAX_VALUE : driver.version() / 1000;
        lines.add(lookAtJCuda());
        lines.add(lookAtCublas(atMost));
        lines.add(optional("NVRTC", CudaLibrary.NVRTC, "the driver compiles the kernels from the PTX that is shipped"));
        lines.add(lookAtCudnn());
        return new Capabilities(lines, driver.devices(), search.newest(CudaLibrary.CUBLAS, atMost).orElse(""));
    }

    private DriverProbe lookAtDriver(List<Capability> lines) {
        Optional<SymbolLookup> driver = openDriver();
        if (driver.isEmpty()) {
            lines.add(Capability.missing("driver", "libcuda.so.1 was not found", "Without a GPU of NVIDIA there is"
                    + " nothing to do; with one, install its driver, or start the container with its GPU"
                    + " (docker run --gpus all)."));
            return new DriverProbe(0, List.of(), "", "");
        }
        DriverProbe probe = DriverProbe.of(driver.get());
        if (!probe.complaint().isEmpty()) {
            lines.add(Capability.missing("driver", probe.complaint(), probe.cure()));
            return probe;
        }
        lines.add(Capability.serves("driver", "knows CUDA " + DriverProbe.text(probe.version())));
        for (DeviceFound device : probe.devices()) {
            lines.add(device.serves() ? Capability.serves("device", device.toString())
                    : Capability.replaced("device", device.toString(), "It is too old for the kernels, which need"
                    + " compute capability " + DeviceFound.OLDEST_MAJOR + ".0 or newer."));
        }
        if (probe.devices().stream().noneMatch(DeviceFound::serves)) {
            lines.add(Capability.missing("device", "no GPU of compute capability " + DeviceFound.OLDEST_MAJOR
                    + ".0 or newer", "Look at nvidia-smi and CUDA_VISIBLE_DEVICES."));
        }
        return probe;
    }

    @SuppressWarnings("restricted")
    private Optional<SymbolLookup> openDriver() {
        String file = CudaLibrary.DRIVER.file("1");
        Optional<Path> found = search.find(file);
        try {
            return Optional.of(found.isPresent() ? SymbolLookup.libraryLookup(found.get(), Arena.global())
                    : SymbolLookup.libraryLookup(file, Arena.global()));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    private Capability lookAtJCuda() {
        String cure = "Add the dependency " + ARTIFACT + ", on the module path also --add-modules"
                + " jcuda,jcublas,jcudnn,java.logging; ./nacre builds with it where /dev/nvidiactl exists when it"
                + " builds.";
        for (String name : CLASSES) {
            if (classes.getResource(name.replace('.', '/') + ".class") == null) {
                return Capability.missing("JCuda", name + " is not on the class path", cure);
            }
        }
        List<String> present = JCudaNatives.present(classes);
        return present.containsAll(JCudaNatives.names()) ? Capability.serves("JCuda", JCudaNatives.VERSION)
                : Capability.missing("JCuda", "of its natives for linux-x86_64 only " + present
                + " are on the class path", cure);
    }

    /** A driver runs the libraries of its own CUDA and of older ones. */
    private Capability lookAtCublas(int atMost) {
        Optional<String> version = search.newest(CudaLibrary.CUBLAS, atMost);
        Optional<Path> tooNew = search.findNewest(CudaLibrary.CUBLAS);
        if (version.isEmpty() && tooNew.isPresent()) {
            return Capability.missing("cuBLAS", tooNew.get() + " is newer than CUDA " + atMost
                    + ", which the driver knows", "Install a newer driver (580 for CUDA 13), or the"
                    + " libraries of CUDA " + atMost + " beside it.");
        }
        if (version.isEmpty()) {
            return Capability.missing("cuBLAS", "neither libcublas.so.13 nor libcublas.so.12 was found in "
                    + search.directories(), "Install CUDA 12 or 13, or pip install " + CudaLibrary.CUBLAS.wheel()
                    + ", and name the directory with -D" + LibrarySearch.PROPERTY + "=DIRECTORY.");
        }
        Optional<Path> plans = search.find(CudaLibrary.CUBLAS_LT, version.get());
        Path products = search.find(CudaLibrary.CUBLAS, version.get()).orElseThrow();
        return plans.isPresent() ? Capability.serves("cuBLAS", products.toString())
                : Capability.missing("cuBLAS", CudaLibrary.CUBLAS_LT.file(version.get()) + ", which " + products
                + " needs, was not found", "It comes with cuBLAS: install that anew, or name its directory with -D"
                + LibrarySearch.PROPERTY + "=DIRECTORY.");
    }

    private Capability lookAtCudnn() {
        String instead = "; convolutions are computed by kernels of our own, which are slower";
        Optional<Path> library = search.findNewest(CudaLibrary.CUDNN);
        if (library.isEmpty()) {
            return Capability.replaced("cuDNN", "libcudnn.so.9 was not found" + instead, "Install cuDNN 9, or pip "
                    + "install " + CudaLibrary.CUDNN.wheel() + " (-cu12 beside CUDA 12), and name the directory with -D"
                    + LibrarySearch.PROPERTY + "=DIRECTORY.");
        }
        return hasCudnnClasses() ? Capability.serves("cuDNN", library.get().toString())
                : Capability.replaced("cuDNN", CUDNN_CLASS + " or its native is not on the class path" + instead,
                "Add the dependency " + ARTIFACT + ", on the module path also --add-modules jcudnn.");
    }

    private boolean hasCudnnClasses() {
        return classes.getResource(CUDNN_CLASS.replace('.', '/') + ".class") != null
                && JCudaNatives.hasCudnn(classes);
    }

    private Capability optional(String name, CudaLibrary library, String instead) {
        return search.findNewest(library).map(path -> Capability.serves(name, path.toString()))
                .orElseGet(() -> Capability.replaced(name, library.file(library.versions().getFirst())
                        + " was not found; " + instead, ""));
    }

    /**
     * Loads the libraries and JCuda. Does nothing when it has already been done.
     *
     * @throws CudaUnavailableException if something is missing or cannot be loaded; the processor serves as before
     */
    public void load() {
        synchronized (CudaLoader.class) {
            if (!loaded) {
                Capabilities found = look();
                if (!found.serve()) {
                    throw new CudaUnavailableException(found.unavailable(), null);
                }
                loadLibraries(found.cuda());
                loaded = true;
            }
        }
    }

    /** Whether cuDNN was loaded, too. */
    public static boolean plans() {
        synchronized (CudaLoader.class) {
            return plans;
        }
    }

    /** cublasLt, as it was loaded beside cuBLAS; empty before. */
    public static Optional<Path> epilogues() {
        synchronized (CudaLoader.class) {
            return epilogues;
        }
    }

    /** Without the probe: the libraries that are there, then JCuda's classes, each of which must initialise. */
    @SuppressWarnings("restricted")
    void loadLibraries(String version) {
        try {
            // Each by its path: what needs them finds them loaded, under their own names, with no LD_LIBRARY_PATH.
            for (CudaLibrary library : List.of(CudaLibrary.CUBLAS_LT, CudaLibrary.CUBLAS)) {
                SymbolLookup.libraryLookup(search.find(library, version).orElseThrow(), Arena.global());
            }
            openDriver();
            try (JCudaNatives natives = JCudaNatives.unpack(classes, version)) {
                natives.initialise(CLASSES, classes);
                loadCudnn(natives, version);
            }
            epilogues = search.find(CudaLibrary.CUBLAS_LT, version);
        } catch (IOException | ClassNotFoundException | LinkageError | IllegalArgumentException e) {
            throw new CudaUnavailableException("CUDA " + version + " was found but cannot be loaded: " + e.getMessage()
                    + ". See docs/gpu.md, \"Troubleshooting\".", e);
        }
    }

    /** What it cannot do, kernels of our own can: nothing that goes wrong here is more than slow. */
    @SuppressWarnings("restricted")
    private void loadCudnn(JCudaNatives natives, String version) {
        Optional<Path> library = search.findNewest(CudaLibrary.CUDNN);
        if (library.isPresent() && hasCudnnClasses()) {
            try {
                // cuDNN asks for it by name when it compiles an engine.
                search.find(CudaLibrary.NVRTC, version)
                        .ifPresent(path -> SymbolLookup.libraryLookup(path, Arena.global()));
                SymbolLookup.libraryLookup(library.get(), Arena.global());
                natives.initialise(List.of(CUDNN_CLASS), classes);
                plans = true;
            } catch (ClassNotFoundException | LinkageError | IllegalArgumentException e) {
                LOG.log(Level.WARNING, "cuDNN was found at {0} but cannot be loaded; kernels of our own do its work: "
                        + "{1}", library.get(), e.getMessage());
            }
        }
    }
}
