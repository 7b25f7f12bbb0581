package dev.nacre.kernels.cuda;

import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.BackendProvider;
import dev.nacre.kernels.cuda.driver.CudaDriver;
import dev.nacre.kernels.cuda.jcuda.JCudaDevice;
import dev.nacre.kernels.cuda.kernel.KernelImages;
import dev.nacre.kernels.cuda.lib.Nvrtc;
import dev.nacre.kernels.cuda.loader.CudaLibrary;
import dev.nacre.kernels.cuda.loader.CudaLoader;
import dev.nacre.kernels.cuda.loader.LibrarySearch;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Offers GPUs of NVIDIA as devices {@code cuda}, {@code cuda:1}, … Finding this class loads nothing of CUDA; that
 * happens when somebody asks for such a device, and where it fails the processor serves as ever.
 */
public final class CudaBackendProvider implements BackendProvider {
    private static final int PRIORITY = 50;

    /** For {@link java.util.ServiceLoader}. */
    public CudaBackendProvider() {
    }

    @Override
    public String deviceKind() {
        return "cuda";
    }

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public String unavailable() {
        return CudaLoader.here().look().unavailable();
    }

    @Override
    public Backend create(int index) {
        CudaLoader.here().load();
        CudaDriver device = new JCudaDevice(index, CudaLoader.plans(), CudaLoader.epilogues());
        LibrarySearch search = LibrarySearch.here();
        int known = Integer.parseInt(CudaLoader.here().look().cuda());
        Optional<Path> compiler = search.newest(CudaLibrary.NVRTC, known)
                .flatMap(version -> search.find(CudaLibrary.NVRTC, version));
        KernelImages images = new KernelImages(compiler.map(Nvrtc::new), KernelImages.usualCache());
        return new CudaBackend(device, source -> images.of(source, device.device().architecture()),
                device.device().bytes());
    }
}
