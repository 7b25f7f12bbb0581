package dev.nacre.kernels.cuda.loader;

import java.nio.file.Path;
import java.util.List;

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
}
