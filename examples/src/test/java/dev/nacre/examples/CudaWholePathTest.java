package dev.nacre.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whole commands on the stand-in for a GPU. */
class CudaWholePathTest extends CudaWholePath {
    CudaWholePathTest() {
        super("cuda-stand-in");
    }

    @Override
    String missing() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, "g++")))
                ? "" : "needs g++, which is not on the PATH";
    }
}
