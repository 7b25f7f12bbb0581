package dev.nacre.kernels.cuda.loader;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where CUDA's libraries may lie. Nothing but the names of files is looked at. */
public final class LibrarySearch {
    /** Directories to search before all others, separated like a class path. */
    public static final String PROPERTY = "nacre.cuda.path";
    private static final List<String> BELOW_A_TOOLKIT = List.of("lib64", "lib", "targets/x86_64-linux/lib");

    private final List<Path> directories;

    /** Searches these directories, in their order. */
    public LibrarySearch(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /**
     * The property's directories; then the toolkit and the Python environment that {@code environment} names; then the
     * usual places below {@code root}. Beside each directory the folders of Python wheels below it are searched.
     */
    public static LibrarySearch of(String property, Map<String, String> environment, Path root) {
        Set<Path> found = new LinkedHashSet<>();
        split(property).forEach(directory -> addWithWheels(found, directory));
        for (String home : List.of("CUDA_HOME", "CUDA_PATH")) {
            split(environment.get(home)).forEach(toolkit -> addToolkit(found, toolkit));
        }
        for (String home : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            for (Path prefix : split(environment.get(home))) {
                found.add(prefix.resolve("lib"));
                list(prefix.resolve("lib"), "python3*").forEach(python ->
                        addWithWheels(found, python.resolve("site-packages")));
            }
        }
        found.addAll(split(environment.get("LD_LIBRARY_PATH")));
        addToolkit(found, root.resolve("usr/local/cuda"));
        list(root.resolve("usr/local"), "cuda-*").forEach(toolkit -> addToolkit(found, toolkit));
        addToolkit(found, root.resolve("opt/cuda"));
        for (String usual : List.of("usr/lib/x86_64-linux-gnu", "usr/lib64", "usr/lib", "usr/lib/wsl/lib")) {
            found.add(root.resolve(usual));
        }
        return new LibrarySearch(found.stream().filter(Files::isDirectory).toList());
    }

    /** As this process was started. */
    public static LibrarySearch here() {
        return of(System.getProperty(PROPERTY, ""), System.getenv(), Path.of("/"));
    }

    /** The directories that exist, in the order in which they are searched. */
    public List<Path> directories() {
        return directories;
    }

    /** The first file of that name. */
    public Optional<Path> find(String file) {
        return directories.stream().map(directory -> directory.resolve(file)).filter(Files::isReadable)
                .map(Path::toAbsolutePath).findFirst();
    }

    /** A library in one version. */
    public Optional<Path> find(CudaLibrary library, String version) {
        return find(library.file(version));
    }

    /** The newest version of a library that there is, {@code atMost} this one, such as {@code 13}. */
    public Optional<String> newest(CudaLibrary library, int atMost) {
        return library.versions().stream().filter(version -> Integer.parseInt(version) <= atMost)
                .filter(version -> find(library, version).isPresent()).findFirst();
    }

    /** A library in the newest version that there is. */
    public Optional<Path> findNewest(CudaLibrary library) {
        return newest(library, Integer.MAX_VALUE).flatMap(version -> find(library, version));
    }

    private static void addToolkit(Set<Path> found, Path toolkit) {
        BELOW_A_TOOLKIT.forEach(below -> found.add(toolkit.resolve(below)));
    }

    private static void addWithWheels(Set<Path> found, Path directory) {
        found.add(directory);
        for (Path wheel : list(directory.resolve("nvidia"), "*")) {
            found.add(wheel.resolve("lib"));
        }
    }

    /** The entries of a directory, largest name first, so that a newer version comes before an older one. */
    private static List<Path> list(Path directory, String pattern) {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
                stream.forEach(entries::add);
            } catch (IOException e) {
                System.getLogger("dev.nacre").log(Level.DEBUG, "a directory cannot be searched for CUDA", e);
            }
        }
        entries.sort(Comparator.reverseOrder());
        return entries;
    }

    private static List<Path> split(String list) {
        return list == null ? List.of() : List.of(list.split(File.pathSeparator)).stream()
                .filter(part -> !part.isBlank()).map(Path::of).toList();
    }
}
