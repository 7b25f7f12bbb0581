package dev.nacre.kernels.cuda.loader;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JCuda's own native libraries, taken out of their jars into a directory that nobody else can write to, and made to ask
 * for the CUDA that is there.
 *
 * <p>JCuda looks for its natives in the directory that {@code java.io.tmpdir} names and takes what lies there, whoever
 * wrote it. So the property names our private directory while its classes initialise, and nothing else.
 */
final class JCudaNatives implements AutoCloseable {
    /** The version of the jars, which is part of the files' names. */
    static final String VERSION = "12.6.0";
    /** The CUDA for which the natives were linked. */
    private static final String LINKED_FOR = "12";
    private static final Map<String, String> NEEDS = Map.of("JCublas2", "libcublas.so.");
    private static final List<String> NAMES = List.of("JCudaDriver", "JCudaRuntime", "JCublas2");
    private static final String CUDNN = "JCudnn";
    private static final String TEMPORARY = "java.io.tmpdir";

    private final Path directory;

    private JCudaNatives(Path directory) {
        this.directory = directory;
    }

    /** What a native is called in its jar and where JCuda looks for it. */
    static String file(String name) {
        return "lib" + name + "-" + VERSION + "-linux-x86_64.so";
    }

    /** Names of the natives that are on the class path. */
    static List<String> present(ClassLoader loader) {
        return NAMES.stream().filter(name -> loader.getResource("lib/" + file(name)) != null).toList();
    }

    /** All natives' names. */
    static List<String> names() {
        return NAMES;
    }

    /** Whether the native that cuDNN is called through is on the class path, too. */
    static boolean hasCudnn(ClassLoader loader) {
        return loader.getResource("lib/" + file(CUDNN)) != null;
    }

    /** Unpacks them for a host with CUDA {@code version}. */
    static JCudaNatives unpack(ClassLoader loader, String version) throws IOException {
        JCudaNatives natives = new JCudaNatives(Files.createTempDirectory("nacre-jcuda-"));
        List<String> names = new ArrayList<>(NAMES);
        if (hasCudnn(loader)) {
            names.add(CUDNN);
        }
        for (String name : names) {
            String file = file(name);
            try (InputStream in = loader.getResourceAsStream("lib/" + file)) {
                if (in == null) {
                    natives.close();
                    throw new FileNotFoundException(file + " is not on the class path");
                }
                Files.write(natives.directory.resolve(file), fitting(name, in.readAllBytes(), version));
            }
        }
        return natives;
    }

    private static byte[] fitting(String name, byte[] image, String version) {
        String needs = NEEDS.get(name);
        return needs == null || version.equals(LINKED_FOR) ? image
                : ElfRetarget.retarget(image, Map.of(needs + LINKED_FOR, needs + version));
    }

    /** Where they lie. */
    Path directory() {
        return directory;
    }

    /**
     * Runs the static initialisers of classes of JCuda so that they find these natives.
     *
     * @throws LinkageError           if one of them cannot load its native
     * @throws ClassNotFoundException if a class is not on the class path
     */
    void initialise(List<String> classes, ClassLoader loader) throws ClassNotFoundException {
        String before = System.setProperty(TEMPORARY, directory.toString());
        try {
            for (String name : classes) {
                Class.forName(name, true, loader);
            }
        } finally {
            System.setProperty(TEMPORARY, before);
        }
    }

    /** Deletes the files; what the process has loaded stays loaded. */
    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
