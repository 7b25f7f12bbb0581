package dev.nacre.kernels.cuda.kernel;

import dev.nacre.kernels.cuda.driver.CudaDriver;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The kernels of one device, loaded file by file when the first of a file is asked for. Safe for many threads. */
public final class Kernels implements AutoCloseable {
    private final CudaDriver driver;
    private final Function<KernelSource, byte[]> images;
    private final Map<String, KernelSource> sources = new HashMap<>();
    private final Map<KernelSource, CudaDriver.Module> modules = new EnumMap<>(KernelSource.class);
    private final Map<String, CudaDriver.Function> functions = new HashMap<>();

    /** Loads from images that {@code images} gives. */
    public Kernels(CudaDriver driver, Function<KernelSource, byte[]> images) {
        this.driver = driver;
        this.images = images;
        for (KernelSource source : KernelSource.values()) {
            source.kernels().forEach(kernel -> sources.put(kernel, source));
        }
    }

    /** Whether there is a kernel of that name. */
    public boolean has(String name) {
        return sources.containsKey(name);
    }

    /** How many multiprocessors the device has. */
    int multiprocessors() {
        return driver.device().multiprocessors();
    }

    /** A kernel by its name, without the prefix. */
    synchronized CudaDriver.Function function(String name) {
        CudaDriver.Function function = functions.get(name);
        if (function == null) {
            KernelSource source = sources.get(name);
            if (source == null) {
                throw new IllegalArgumentException("there is no kernel " + name);
            }
            CudaDriver.Module module = modules.get(source);
            if (module == null) {
                module = driver.load(images.apply(source));
                modules.put(source, module);
            }
            function = driver.function(module, KernelSource.PREFIX + name);
            functions.put(name, function);
        }
        return function;
    }

    @Override
    public synchronized void close() {
        modules.values().forEach(driver::unload);
        modules.clear();
        functions.clear();
    }
}
