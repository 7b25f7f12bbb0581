package dev.nacre.kernels.cuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.op.UnaryMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped PTX belongs to the sources, and the compiler of CUDA 12.0, which is in JCuda's natives, takes it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class PtxCompilerTest {
    @TempDir
    private static Path directory;

    /** JCuda unpacks its natives where this property points while its class initialises. */
    @BeforeAll
    static void loadTheCompiler() throws ClassNotFoundException {
        String before = System.setProperty("java.io.tmpdir", directory.toString());
        try {
            Class.forName("jcuda.nvptxcompiler.JNvPTXCompiler");
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @ParameterizedTest
    @EnumSource(KernelSource.class)
    void isThatOfTheSources(KernelSource source) {
        assertThat(source.ptx()).as("run PtxResources after changing a .cu file")
                .startsWith(PtxResources.firstLine(source));
    }

    @ParameterizedTest
    @EnumSource(KernelSource.class)
    void compilesForAmpereAndHopper(KernelSource source) {
        assertThat(source.ptx()).contains(".version 8.0\n", ".target sm_80");
        for (String architecture : List.of("sm_80", "sm_90")) {
            byte[] machineCode = compiled(source.ptx(), architecture);
            assertThat(machineCode).startsWith(0x7F, 'E', 'L', 'F');
            String names = new String(machineCode, StandardCharsets.ISO_8859_1);
            assertThat(source.kernels()).isNotEmpty()
                    .allSatisfy(kernel -> assertThat(names).contains(".text." + KernelSource.PREFIX + kernel));
        }
    }

    @Test
    void whatIsNoPtxIsRefused() {
        assertThat(status(".version 8.0\n.target sm_80\n.address_size 64\nnonsense", "sm_80")).isNotZero();
    }

    @Test
    void everyMapHasAKernelAndItsDerivativeOne() {
        List<String> kernels = KernelSource.MAPS.kernels();
        List<String> maps = Stream.of(UnaryMap.class.getPermittedSubclasses()).map(Class::getSimpleName)
                .map(name -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)).toList();
        assertThat(kernels).containsAll(maps).containsAll(maps.stream().map(name -> name + "_gradient").toList())
                .contains("add", "sub", "mul", "div", "maximum", "minimum");
    }

    private static int status(String ptx, String architecture) {
        nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
        byte[] text = ptx.getBytes(StandardCharsets.UTF_8);
        JNvPTXCompiler.nvPTXCompilerCreate(handle, text.length, Arrays.copyOf(text, text.length + 1));
        int status = JNvPTXCompiler.nvPTXCompilerCompile(handle, 1, new String[] {"--gpu-name=" + architecture});
        JNvPTXCompiler.nvPTXCompilerDestroy(handle);
        return status;
    }

    private static byte[] compiled(String ptx, String architecture) {
        nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
        byte[] text = ptx.getBytes(StandardCharsets.UTF_8);
        JNvPTXCompiler.nvPTXCompilerCreate(handle, text.length, Arrays.copyOf(text, text.length + 1));
        try {
            int status = JNvPTXCompiler.nvPTXCompilerCompile(handle, 1, new String[] {"--gpu-name=" + architecture});
            long[] size = new long[1];
            if (status != 0) {
                JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, size);
                byte[] log = new byte[(int) size[0] + 1];
                JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, log);
                throw new AssertionError(new String(log, StandardCharsets.UTF_8));
            }
            JNvPTXCompiler.nvPTXCompilerGetCompiledProgramSize(handle, size);
            byte[] machineCode = new byte[(int) size[0]];
            JNvPTXCompiler.nvPTXCompilerGetCompiledProgram(handle, machineCode);
            return machineCode;
        } finally {
            JNvPTXCompiler.nvPTXCompilerDestroy(handle);
        }
    }
}
