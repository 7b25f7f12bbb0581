package dev.nacre.kernels.cuda.loader;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads CUDA from one directory, for programs that tests start. */
public final class CudaProbeLoader {
    private CudaProbeLoader() {
    }

    /** As a backend would, after its probe. */
    public static void load(Path directory) {
        CudaLoader loader = new CudaLoader(new LibrarySearch(List.of(directory)),
                CudaProbeLoader.class.getClassLoader());
        System.out.println(loader.look());
        loader.load();
    }

    /** cuDNN alone, with neither driver nor probe: enough to plan. Its path, or empty where it is not here. */
    @SuppressWarnings("restricted")
    public static Optional<Path> cudnn() throws IOException, ClassNotFoundException {
        Optional<Path> library = LibrarySearch.here().findNewest(CudaLibrary.CUDNN);
        if (library.isPresent()) {
            SymbolLookup.libraryLookup(library.get(), Arena.global());
            ClassLoader classes = CudaProbeLoader.class.getClassLoader();
            try (JCudaNatives natives = JCudaNatives.unpack(classes, "12")) {
                natives.initialise(List.of("jcuda.jcudnn.JCudnn"), classes);
            }
        }
        return library;
    }
}
