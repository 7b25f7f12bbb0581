package dev.nacre.kernels.cuda.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.PlannedProduct;
import dev.nacre.kernels.cuda.loader.CudaLibrary;
import dev.nacre.kernels.cuda.loader.LibrarySearch;
import dev.nacre.kernels.cuda.loader.StandInLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What we tell a real cublasLt, where one is found, is what it understands: its objects need no GPU. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CudaLtProductsTest {
    @TempDir
    private Path directory;

    private static Path libraryOrSkip() {
        Optional<Path> found = LibrarySearch.here().findNewest(CudaLibrary.CUBLAS_LT);
        Assumptions.assumeTrue(found.isPresent(), "needs libcublasLt.so; -Dnacre.cuda.path names its directory");
        return found.orElseThrow();
    }

    /** What the library has of an attribute. */
    @SuppressWarnings("restricted")
    private static long told(String function, CublasLt.Part part, int attribute, long bytes) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(Long.BYTES, Long.BYTES);
            MemorySegment written = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment address = SymbolLookup.libraryLookup(libraryOrSkip(), Arena.global()).findOrThrow(function);
            int status = (int) Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS)).invokeExact(part.handle(), attribute, value, bytes, written);
            assertThat(status).as(function + " of " + attribute).isZero();
            assertThat(written.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(bytes);
            return value.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    @Test
    void descriptionsArriveAsTheyAreMeant() throws Throwable {
        CublasLt library = new CublasLt(libraryOrSkip());
        CublasLt.Part description = LtProducts.description(library);
        String get = "cublasLtMatmulDescGetAttribute";
        assertThat(told(get, description, 0, 4)).as("sums in float32, without TF32").isEqualTo(68);
        assertThat(told(get, description, 1, 4)).as("scales in float32").isZero();
        assertThat(told(get, description, 3, 4)).as("a factor as it lies").isZero();
        assertThat(told(get, description, 7, 4)).as("a bias").isEqualTo(4);
        assertThat(told(get, description, 8, 8)).as("an aligned address").isEqualTo(16);
        assertThat(told(get, description, 26, 4)).as("a bias in float32").isZero();
        library.destroy(description);
    }

    @Test
    void matricesLieColumnByColumn() throws Throwable {
        CublasLt library = new CublasLt(libraryOrSkip());
        CublasLt.Part[] matrices = LtProducts.matrices(library, new PlannedProduct(5, 32, 768, true, false));
        long[][] expected = {{14, 768, 32, 768}, {14, 32, 5, 32}, {0, 768, 5, 768}};
        for (int i = 0; i < matrices.length; i++) {
            String get = "cublasLtMatrixLayoutGetAttribute";
            assertThat(new long[] {told(get, matrices[i], 0, 4), told(get, matrices[i], 2, 8),
                told(get, matrices[i], 3, 8), told(get, matrices[i], 4, 8)}).containsExactly(expected[i]);
            library.destroy(matrices[i]);
        }
    }

    @Test
    void wishesArriveAsTheyAreMeant() throws Throwable {
        CublasLt library = new CublasLt(libraryOrSkip());
        CublasLt.Part preference = library.preference();
        LtProducts.wish(library, preference);
        String get = "cublasLtMatmulPreferenceGetAttribute";
        assertThat(told(get, preference, 1, 8)).isEqualTo(32L << 20);
        assertThat(told(get, preference, 3, 4)).as("parts of sums in a step of their own").isEqualTo(6);
        for (int matrix = 5; matrix <= 8; matrix++) {
            assertThat(told(get, preference, matrix, 4)).isEqualTo(16);
        }
        library.destroy(preference);
    }

    @Test
    void whatIsNoCublasLtIsRefused() throws IOException {
        Path other = StandInLibrary.compile(directory, "libother.so", "int something() { return 0; }");
        assertThatThrownBy(() -> new LtProducts(other)).isInstanceOf(CudaException.class)
                .hasMessageContaining("cublasLt has no function cublasLtMatmul");
        Path refusing = StandInLibrary.compile(directory, "librefusing.so", """
                int cublasLtCreate(void** handle) { return 1; }
                int cublasLtMatmul() { return 0; }
                int cublasLtMatmulDescSetAttribute() { return 0; }
                """);
        assertThatThrownBy(() -> new LtProducts(refusing)).isInstanceOf(CudaException.class)
                .hasMessage("cublasLtCreate answered with status 1");
    }
}
