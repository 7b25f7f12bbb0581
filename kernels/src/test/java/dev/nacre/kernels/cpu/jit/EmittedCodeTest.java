package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmittedCodeTest {
    @BeforeEach
    void machineCodeServes() {
        assumeTrue(MachineCode.unavailable().isEmpty(), MachineCode.unavailable());
    }

    /** y += a·x, a vector at a time. */
    private static EmittedCode axpy(InstructionSet set) {
        var assembler = new Assembler();
        var call = CallingConvention.SYSTEM_V;
        assembler.emit(VectorInstruction.VBROADCASTSS, set.vector(0), Address.at(call.argument(0), 0));
        assembler.loop(call.argument(3), () -> {
            assembler.emit(VectorInstruction.VMOVUPS, set.vector(1), Address.at(call.argument(2), 0));
            assembler.emit(VectorInstruction.VFMADD231PS, set.vector(1), set.vector(0),
                    Address.at(call.argument(1), 0));
            assembler.emit(VectorInstruction.VMOVUPS_STORE, Address.at(call.argument(2), 0), set.vector(1));
            assembler.add(call.argument(1), set.bytes());
            assembler.add(call.argument(2), set.bytes());
        });
        assembler.endVectors();
        assembler.returnToCaller();
        return EmittedCode.of(assembler);
    }

    @Test
    void computes() {
        var set = MachineCode.instructionSet();
        try (var arena = Arena.ofConfined()) {
            var a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 3f);
            var x = arena.allocate(64 * Float.BYTES, 64);
            var y = arena.allocate(64 * Float.BYTES, 64);
            for (int i = 0; i < 64; i++) {
                x.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
                y.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1000);
            }
            axpy(set).run(a.address(), x.address(), y.address(), 64 / set.lanes(), 0, 0);
            for (int i = 0; i < 64; i++) {
                assertThat(y.getAtIndex(ValueLayout.JAVA_FLOAT, i)).isEqualTo(1000f + 3 * i);
            }
        }
    }

    @Test
    void codeIsExecutableAndNotWritable() throws IOException {
        var code = ExecutableMemory.of(new byte[] {(byte) 0xC3});
        assertThat(mapping(code.address())).singleElement().asString().contains(" r-xp ");
        assertThat(code.byteSize()).isEqualTo(4096);
    }

    @Test
    void memoryOfUnreachableCodeGoesBack() throws Exception {
        long address = ExecutableMemory.of(new byte[] {(byte) 0xC3}).address();
        boolean gone = false;
        for (int i = 0; i < 500 && !gone; i++) {
            // Garbage, so that the collector runs.
            assertThat(new byte[16 << 20]).hasSize(16 << 20);
            Thread.sleep(1);
            gone = mapping(address).stream().noneMatch(line -> line.contains(" r-xp "));
        }
        assertThat(gone).isTrue();
    }

    /** The lines of the system's table that hold an address: neighbours of equal rights share one line. */
    private static List<String> mapping(long address) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> {
                var range = line.substring(0, line.indexOf(' ')).split("-");
                return Long.compareUnsigned(Long.parseUnsignedLong(range[0], 16), address) <= 0
                        && Long.compareUnsigned(address, Long.parseUnsignedLong(range[1], 16)) < 0;
            }).toList();
        }
    }

    @Test
    void memoryIsReadOnlyForJava() {
        MemorySegment memory = ExecutableMemory.of(new byte[] {(byte) 0xC3});
        assertThat(memory.isReadOnly()).isTrue();
        assertThat(memory.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 0xC3);
    }
}
