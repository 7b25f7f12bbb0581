package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmittedCodeTest {
    @BeforeEach
    void machineCodeServes() {
        assumeTrue(MachineCode.unavailable().isEmpty(), MachineCode.unavailable());
    }

    /** y += a·x for sixteen floats at a time. */
    private static EmittedCode axpy() {
        var assembler = new Assembler();
        var call = CallingConvention.SYSTEM_V;
        assembler.emit(VectorInstruction.VBROADCASTSS, Vector.zmm(0), Address.at(call.argument(0), 0));
        assembler.loop(call.argument(3), () -> {
            assembler.emit(VectorInstruction.VMOVUPS, Vector.zmm(1), Address.at(call.argument(2), 0));
            assembler.emit(VectorInstruction.VFMADD231PS, Vector.zmm(1), Vector.zmm(0),
                    Address.at(call.argument(1), 0));
            assembler.emit(VectorInstruction.VMOVUPS_STORE, Address.at(call.argument(2), 0), Vector.zmm(1));
            assembler.add(call.argument(1), 64);
            assembler.add(call.argument(2), 64);
        });
        assembler.endVectors();
        assembler.returnToCaller();
        return EmittedCode.of(assembler);
    }

    @Test
    void computes() {
        try (var arena = Arena.ofConfined()) {
            var a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 3f);
            var x = arena.allocate(64 * Float.BYTES, 64);
            var y = arena.allocate(64 * Float.BYTES, 64);
            for (int i = 0; i < 64; i++) {
                x.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
                y.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1000);
            }
            axpy().run(a.address(), x.address(), y.address(), 4, 0, 0);
            for (int i = 0; i < 64; i++) {
                assertThat(y.getAtIndex(ValueLayout.JAVA_FLOAT, i)).isEqualTo(1000f + 3 * i);
            }
        }
    }

    @Test
    void codeIsExecutableAndNotWritable() throws IOException {
        var code = ExecutableMemory.of(new byte[] {(byte) 0xC3});
        var mapping = Long.toHexString(code.address());
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(lines.filter(line -> line.startsWith(mapping))).singleElement().asString().contains(" r-xp ");
        }
        assertThat(code.byteSize()).isEqualTo(4096);
    }

    @Test
    void memoryOfUnreachableCodeGoesBack() throws Exception {
        long address = ExecutableMemory.of(new byte[] {(byte) 0xC3}).address();
        var mapping = Long.toHexString(address);
        boolean gone = false;
        for (int i = 0; i < 500 && !gone; i++) {
            // Garbage, so that the collector runs.
            assertThat(new byte[16 << 20]).hasSize(16 << 20);
            Thread.sleep(1);
            try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
                gone = lines.noneMatch(line -> line.startsWith(mapping));
            }
        }
        assertThat(gone).isTrue();
    }

    @Test
    void memoryIsReadOnlyForJava() {
        MemorySegment memory = ExecutableMemory.of(new byte[] {(byte) 0xC3});
        assertThat(memory.isReadOnly()).isTrue();
        assertThat(memory.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 0xC3);
    }
}
