package dev.nacre.kernels.cuda.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.kernels.cuda.loader.StandInLibrary;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * JCuda's real natives, fitted to CUDA 13, on a driver and a cuBLAS that print what they are asked: that everything
 * loads without flags, and that what we mean is what arrives.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class JCudaDeviceTest {
    private static final Pattern DEFINED = Pattern.compile("(?m)^(?:int|const char\\*) (\\w+)\\(");
    private static final String DRIVER = """
            #include <stdio.h>
            #include <stdlib.h>
            #define SAY(...) do { printf(__VA_ARGS__); fflush(stdout); } while (0)
            int cuGetErrorString(int code, const char** text) { *text = "said by the driver"; return 0; }
            int cuDevicePrimaryCtxRetain(void** context, int device) { *context = (void*) 0x77; return 0; }
            int cuCtxSetCurrent(void* context) { return context == (void*) 0x77 ? 0 : 201; }
            int cuMemGetInfo_v2(size_t* free, size_t* total) { *free = 1 << 20; *total = 1 << 21; return 0; }
            int cuMemAlloc_v2(unsigned long long* address, size_t bytes) {
                *address = 0x7f0000001000; return bytes >> 39 ? 2 : 0;
            }
            int cuMemFree_v2(unsigned long long address) {
                SAY("free %llx\\n", address); return address == 0xBAD ? 1 : 0;
            }
            int cuMemHostAlloc(void** memory, size_t bytes, unsigned flags) { *memory = calloc(1, bytes); return 0; }
            int cuMemFreeHost(void* memory) { free(memory); return 0; }
            int cuStreamCreate(void** stream, unsigned flags) {
                *stream = (void*) 0x51; SAY("flags %u\\n", flags); return 0;
            }
            int cuEventCreate(void** event, unsigned flags) {
                *event = (void*) 0xE1; SAY("flags %u\\n", flags); return 0;
            }
            int cuEventQuery(void* event) { return 600; }
            int cuMemcpyHtoDAsync_v2(unsigned long long target, const char* source, size_t bytes, void* stream) {
                SAY("to device %llx '%s' %zu on %p\\n", target, source, bytes, stream); return 0;
            }
            int cuMemcpyDtoHAsync_v2(char* target, unsigned long long source, size_t bytes, void* stream) {
                SAY("to host '%s' %llx %zu on %p\\n", target, source, bytes, stream); return 0;
            }
            int cuMemsetD8Async(unsigned long long target, unsigned char value, size_t bytes, void* stream) {
                SAY("clear %llx %d %zu on %p\\n", target, value, bytes, stream); return 0;
            }
            int cuEventRecord(void* event, void* stream) { SAY("record %p on %p\\n", event, stream); return 0; }
            int cuStreamWaitEvent(void* stream, void* event, unsigned flags) {
                SAY("await %p on %p\\n", event, stream); return 0;
            }
            int cuModuleLoadData(void** module, const char* image) {
                *module = (void*) 0x30; SAY("module '%s'\\n", image); return 0;
            }
            int cuModuleGetFunction(void** function, void* module, const char* name) {
                *function = (void*) 0xF0; SAY("function %s of %p\\n", name, module); return 0;
            }
            int cuLaunchKernel(void* function, unsigned x, unsigned y, unsigned z, unsigned bx, unsigned by,
                    unsigned bz, unsigned shared, void* stream, void** parameters, void** extra) {
                long long* words = parameters[4];
                SAY("launch %p %u %u %u of %u %u %u shared %u on %p: %llx %d %g %lld, %lld %lld %lld, extra %p\\n",
                        function, x, y, z, bx, by, bz, shared, stream, *(long long*) parameters[0],
                        *(int*) parameters[1], *(float*) parameters[2], *(long long*) parameters[3], words[0],
                        words[1], words[2], extra);
                return 0;
            }
            int cuGraphLaunch(void* graph, void* stream) { SAY("replay on %p\\n", stream); return 0; }
            """;
    private static final String CUBLAS = """
            #include <stdio.h>
            int cublasCreate_v2(void** handle) { *handle = (void*) 0x99; return 0; }
            int cublasSetStream_v2(void* handle, void* stream) { printf("products on %p\\n", stream); return 0; }
            int cublasSetWorkspace_v2(void* handle, void* memory, size_t bytes) {
                printf("workspace %p %zu\\n", memory, bytes); return 0;
            }
            int cublasGemmStridedBatchedEx_64(void* handle, int opA, int opB, long long m, long long n, long long k,
                    const float* alpha, void* a, int typeA, long long lda, long long strideA, void* b, int typeB,
                    long long ldb, long long strideB, const float* beta, void* c, int typeC, long long ldc,
                    long long strideC, long long batch, int compute, int algorithm) {
                printf("gemm %d %d, %lld %lld %lld, %g, %p %d %lld %lld, %p %d %lld %lld, %g, %p %d %lld %lld, "
                        "%lld %d %d\\n", opA, opB, m, n, k, *alpha, a, typeA, lda, strideA, b, typeB, ldb, strideB,
                        *beta, c, typeC, ldc, strideC, batch, compute, algorithm);
                fflush(stdout);
                return 0;
            }
            """;

    /** It has no algorithm where the second matrix has one row. */
    private static final String CUBLAS_LT = """
            #include <stdio.h>
            #include <string.h>
            static long rows[100];
            static long matrices = 0;
            int cublasLtCreate(void** handle) { *handle = (void*) 0x17; return 0; }
            int cublasLtDestroy(void* handle) { printf("end of %p\\n", handle); return 0; }
            int cublasLtMatmulDescCreate(void** product, int sums, int scales) {
                *product = (void*) 0xD0; printf("product %d %d\\n", sums, scales); return 0;
            }
            int cublasLtMatmulDescDestroy(void* product) { printf("end of %p\\n", product); return 0; }
            int cublasLtMatmulDescSetAttribute(void* product, int name, void* value, size_t bytes) {
                printf("attribute %d: %lld\\n", name, bytes == 8 ? *(long long*) value : *(int*) value); return 0;
            }
            int cublasLtMatrixLayoutCreate(void** matrix, int type, long height, long width, long leading) {
                rows[matrices] = height; *matrix = (void*) (0x60 + matrices++);
                printf("matrix %d %ld %ld %ld\\n", type, height, width, leading); return 0;
            }
            int cublasLtMatrixLayoutDestroy(void* matrix) { printf("end of %p\\n", matrix); return 0; }
            int cublasLtMatmulPreferenceCreate(void** wishes) { *wishes = (void*) 0x99; return 0; }
            int cublasLtMatmulPreferenceDestroy(void* wishes) { printf("end of %p\\n", wishes); return 0; }
            int cublasLtMatmulPreferenceSetAttribute(void* wishes, int name, void* value, size_t bytes) {
                printf("wish %d: %lld\\n", name, bytes == 8 ? *(long long*) value : *(int*) value); return 0;
            }
            int cublasLtMatmulAlgoGetHeuristic(void* handle, void* product, void* a, void* b, void* c, void* d,
                    void* wishes, int asked, char* result, int* found) {
                printf("search %p %p, %p %p %p %p, %p %d\\n", handle, product, a, b, c, d, wishes, asked);
                memset(result, 7, 64);
                *(size_t*) (result + 64) = 2048;
                *(int*) (result + 72) = 0;
                *found = rows[(long) b - 0x60] > 1;
                return 0;
            }
            int cublasLtMatmul(void* handle, void* product, float* alpha, void* a, void* layoutA, void* b,
                    void* layoutB, float* beta, void* c, void* layoutC, void* d, void* layoutD, char* algorithm,
                    void* workspace, size_t bytes, void* stream) {
                printf("multiply %p %p, %g, %p %p, %p %p, %g, %p %p, %p %p, %d, %p %zu on %p\\n", handle, product,
                        *alpha, a, layoutA, b, layoutB, *beta, c, layoutC, d, layoutD, algorithm[63], workspace,
                        bytes, stream);
                fflush(stdout);
                return 0;
            }
            """;

    /** Engine configurations are proposed: the first rounds to TF32, the second is plain. */
    private static final String CUDNN = """
            #include <stdio.h>
            typedef struct { int type, engine; } Object;
            static Object objects[1000];
            static int count = 0;
            int cudnnCreate(void** handle) { *handle = (void*) 0xC0; return 0; }
            int cudnnSetStream(void* handle, void* stream) { printf("convolutions on %p\\n", stream); return 0; }
            const char* cudnnGetErrorString(int status) { return "said by cuDNN"; }
            int cudnnBackendCreateDescriptor(int type, void** object) {
                objects[count].type = type; *object = &objects[count++]; return 0;
            }
            int cudnnBackendSetAttribute(Object* object, int name, int type, long long values, void* value) {
                printf("set %d.%d (%d)", object->type, name, type);
                for (int i = 0; i < values; i++) {
                    if (type == 15) printf(" %d", ((Object**) value)[i]->type);
                    else if (type == 3) printf(" %lld", ((long long*) value)[i]);
                    else if (type == 4) printf(" %g", ((float*) value)[i]);
                    else if (type == 0 || type == 6) printf(" %p", ((void**) value)[i]);
                    else if (type == 2) printf(" %d", ((char*) value)[i]);
                    else printf(" %d", ((int*) value)[i]);
                }
                if (name == 401) object->engine = (*(Object**) value)->engine;
                printf("\\n");
                return 0;
            }
            int cudnnBackendFinalize(Object* object) { printf("finish %d\\n", object->type); return 0; }
            int cudnnBackendGetAttribute(Object* object, int name, int type, long long most, long long* found,
                    void* value) {
                if (name == 202) {
                    for (int i = 0; i < 2; i++) ((Object**) value)[i]->engine = i;
                    *found = 2;
                } else if (name == 300) {
                    (*(Object**) value)->engine = object->engine;
                    *found = 1;
                } else if (name == 1303) {
                    *(int*) value = 0;
                    *found = object->engine == 0;
                } else {
                    *(long long*) value = 4096;
                    *found = 1;
                }
                return 0;
            }
            int cudnnBackendExecute(void* handle, Object* plan, Object* memory) {
                printf("execute %p engine %d\\n", handle, plan->engine); fflush(stdout); return 0;
            }
            """;

    @TempDir
    private static Path directory;
    private static String printed;

    @BeforeAll
    static void runTheProbe() throws IOException {
        StandInLibrary.compile(directory, "libcuda.so.1",
                complete(DRIVER + StandInLibrary.driver(13000, 0, 9), unpacked("JCudaDriver"), "cu"));
        Path versions = Files.writeString(directory.resolve("versions"), "libcublas.so.13 { global: *; };");
        StandInLibrary.compile(directory, "libcublas.so.13", complete(CUBLAS, unpacked("JCublas2"), "cublas"),
                "-Wl,--version-script=" + versions);
        StandInLibrary.compile(directory, "libcublasLt.so.13", CUBLAS_LT);
        Path convolutions = Files.writeString(directory.resolve("names"), "libcudnn.so.9 { global: *; };");
        StandInLibrary.compile(directory, "libcudnn.so.9", complete(CUDNN, unpacked("JCudnn"), "cudnn"),
                "-Wl,--version-script=" + convolutions);
        printed = StandInLibrary.run(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath(),
                JCudaProbe.class.getName(), directory.toString()));
    }

    /** Where what the probe needs was found: the property tells only how the tests were started. */
    static String classPath() {
        return Stream.of("dev/nacre/kernels/cuda/jcuda/JCudaProbe.class",
                "dev/nacre/kernels/cuda/jcuda/JCudaDevice.class", "dev/nacre/core/DType.class", "jcuda/Pointer.class",
                "jcuda/jcublas/JCublas2.class", "jcuda/jcudnn/JCudnn.class", file("JCudaDriver"), file("JCublas2"),
                file("JCudnn")).map(JCudaDeviceTest::place)
                .distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(String resource) {
        String url = JCudaDeviceTest.class.getClassLoader().getResource(resource).toString();
        String root = url.substring(0, url.length() - resource.length());
        return Path.of(URI.create(root.replaceFirst("^jar:", "").replaceFirst("!/$", ""))).toString();
    }

    private static String file(String name) {
        return "lib/lib" + name + "-12.6.0-linux-x86_64.so";
    }

    private static Path unpacked(String name) throws IOException {
        Path target = directory.resolve(name);
        try (InputStream in = JCudaDeviceTest.class.getResourceAsStream("/" + file(name))) {
            Files.copy(in, target);
        }
        return target;
    }

    /** A function that does nothing for each name that a native needs and {@code source} does not define. */
    private static String complete(String source, Path library, String prefix) throws IOException {
        Set<String> names = new TreeSet<>();
        String table = StandInLibrary.run(List.of("nm", "-D", "--undefined-only", library.toString()));
        for (String line : table.split("\n")) {
            String name = line.strip().split("[ @]+")[1];
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        Files.delete(library);
        DEFINED.matcher(source).results().map((MatchResult found) -> found.group(1)).forEach(names::remove);
        StringBuilder all = new StringBuilder(source);
        names.forEach(name -> all.append("int ").append(name).append("() { return 0; }\n"));
        return all.toString();
    }

    @Test
    void everythingLoadsOnAHostOfCuda13AndTheTemporaryDirectoryIsAsBefore() {
        assertThat(printed).contains("driver: knows CUDA 13.0", "temporary /", "end\n")
                .doesNotContain("temporary " + directory);
        assertThat(printed).contains("device DeviceDescription[name=Stand-in, architecture=90, multiprocessors=132, "
                + "bytes=2097152]");
    }

    @Test
    void memoryArrivesAtItsAddresses() {
        assertThat(printed).contains("allocated 7f0000001000\n", "too much gives 0\n", "free 7f0000001000\n",
                "to device 7f0000001010 'pinned text' 64 on 0x51\n", "to host 'pinned text' 7f0000001020 64 on 0x51\n",
                "clear 7f0000001000 0 100 on 0x51\n");
    }

    @Test
    void streamsAndEventsArrive() {
        assertThat(printed).contains("flags 1\n", "flags 2\n", "record 0xe1 on 0x51\n", "await 0xe1 on 0x51\n",
                "happened false\n", "replay on 0x51\n");
    }

    @Test
    void parametersArriveAsTheyWerePacked() {
        assertThat(printed).contains("module 'PTX text'\n", "function nacre_exp of 0x30\n",
                "launch 0xf0 12 1 1 of 96 1 1 shared 0 on 0x51: 7f0000001000 -7 2.5 1099511627776, 3 5 8, "
                + "extra (nil)\n");
    }

    /** Row-major [2, 3] × [3, 4], the right factor lying by columns: the factors change places. */
    @Test
    void productsArriveAsTheLibraryCountsThem() {
        assertThat(printed).contains("products on 0x51\n", "workspace 0x7f0000001000 33554432\n",
                "gemm 1 0, 4 2 3, 1, 0xb0 0 7 12, 0xa0 0 3 6, 0, 0xc0 0 4 8, 5 68 -1\n",
                "gemm 1 0, 4 2 3, 1, 0xb0 14 7 12, 0xa0 14 3 6, 0, 0xc0 0 4 8, 5 68 -1\n");
    }

    /** [2, 9, 8, 4] by 3×3 in steps of 2 to [2, 5, 4, 16], unevenly padded; channels lie side by side. */
    @Test
    void convolutionsAreDescribedAndPlannedOnce() {
        assertThat(printed).contains("set 17.902 (3) 2 4 9 8\nset 17.903 (3) 288 1 32 4\n",
                "set 17.902 (3) 16 4 3 3\nset 17.903 (3) 36 1 12 4\n",
                "set 17.902 (3) 2 16 5 4\nset 17.903 (3) 320 1 64 16\n",
                "set 1.103 (3) 2 2\nset 1.102 (3) 1 1\nset 1.105 (3) 0 1\nset 1.104 (3) 2 1\nfinish 1\n",
                "set 11.712 (4) 1\nset 11.713 (4) 0\n", "set 11.714 (15) 1\nset 11.715 (15) 17\n"
                        + "set 11.716 (15) 17\nset 11.717 (15) 17\nfinish 11\n",
                "set 15.800 (0) 0xc0\n", "set 5.400 (0) 0xc0\n",
                "is computed from float32: 4096\nagain: 4096\n", "is computed from bfloat16: 4096\n");
    }

    /** Exact factors take the engine without tensor cores; bfloat16 ones are read as such, and leave float32. */
    @Test
    void convolutionsRunOnTheirMemory() {
        String memory = "set 16.1000 (3) 1 2 3\nset 16.1001 (6) 0x300 0x100 0x200\nset 16.1003 (6) 0x400\n"
                + "finish 16\nexecute 0xc0 engine ";
        assertThat(printed).contains("convolutions on 0x51\n", memory + "1\n", memory + "0\n",
                "set 17.901 (1) 9\n", "set 17.907 (2) 1\n", "set 15.801 (15) 11\n", "set 15.801 (15) 11 13\n");
    }

    /** Ten operations over tensors 1 to 5; the scale is a number of the host. */
    @Test
    void attentionIsDescribedAndRunsOnItsMemory() {
        assertThat(printed).contains("to 640 keys: 4096\n",
                "set 17.902 (3) 2 3 520 64\nset 17.903 (3) 99840 33280 64 1\n",
                "set 17.902 (3) 2 3 64 640\nset 17.903 (3) 122880 40960 1 64\n", "set 17.902 (3) 1 1 1 1\n",
                "set 17.908 (2) 1\n", "set 15.801 (15) 19 13 22 13 13 22 13 13 13 19\n",
                "set 16.1000 (3) 1 2 3 4 5 6\nset 16.1001 (6) 0x100 0x200 0x300 0x400 0x500 0x");
    }

    /** Seventeen operations over tensors 1 to 10; 1 and the scale are numbers of the host. */
    @Test
    void theDerivativeOfAttentionRunsOnItsMemoryWhereItsSlopesHaveAPlace() {
        assertThat(printed).contains("derivative of attention [1, 1, 16, 64] to 128 keys: 4096\n",
                "set 15.801 (15) 13 22 13 19 13 13 13 31 19 19 13 13 13 31 19 31 19\n",
                "set 17.902 (3) 1 1 128 16\nset 17.903 (3) 2048 2048 1 128\n",
                "set 17.902 (3) 1 1 128 64\nset 17.903 (3) 8192 8192 64 1\nset 17.907 (2) 1\n",
                "set 16.1000 (3) 1 2 3 4 5 6 7 8 9 10 11 12\nset 16.1001 (6) 0x100 0x200 0x300 0x400 0x500 0x600 0x700 "
                + "0x800 0x900 0xa00 0x", "no place for slopes: -1\n");
    }

    /** Row-major [2, 3] × [3, 4]: the factors change places. Exact ones first, then bfloat16 ones with a residual. */
    @Test
    void productsWithABiasAreDescribedPlannedOnceAndRunOnTheirMemory() {
        assertThat(printed).contains("of float32 and bias: 2048\n", "of bfloat16 with residual and bias: 2048\n",
                "product 68 0\nattribute 7: 4\nattribute 26: 0\nattribute 8: 16\nmatrix 0 4 3 4\nmatrix 0 3 2 3\n"
                + "matrix 0 4 2 4\nwish 1: 33554432\nwish 3: 6\nwish 5: 16\nwish 6: 16\nwish 7: 16\nwish 8: 16\n"
                + "search 0x17 0xd0, 0x60 0x61 0x62 0x62, 0x99 1\nend of 0x99\nattribute 8: 768\n"
                + "multiply 0x17 0xd0, 1, 0x200 0x60, 0x100 0x61, 0, 0x400 0x62, 0x400 0x62, 7, 0x900 2048 on 0x51\n",
                "matrix 14 4 3 4\nmatrix 14 3 2 3\nmatrix 0 4 2 4\n", "planned again: 2048\n",
                "multiply 0x17 0xd0, 1, 0x200 0x63, 0x100 0x64, 1, 0x400 0x65, 0x500 0x65, 7, 0x900 2048 on 0x51\n",
                "without an algorithm: -1\n", "end of 0x68\n", "end of 0x17\n");
        assertThat(printed.split("search ", -1)).as("searches").hasSize(4);
    }

    @Test
    void errorsCarryTheDriversOwnWords() {
        assertThat(printed).contains("refused: cuMemFree answered with error 1 (CUDA_ERROR_INVALID_VALUE): said by the "
                + "driver\n");
    }
}
