package dev.nacre.kernels.cpu.jit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

/** What machine code can be run in here: each kernel is tested in all of it. */
final class InstructionSets {
    private InstructionSets() {
    }

    static List<InstructionSet> here() {
        assumeTrue(MachineCode.unavailable().isEmpty(), MachineCode.unavailable());
        return MachineCode.instructionSet() == InstructionSet.AVX512
                ? List.of(InstructionSet.AVX2, InstructionSet.AVX512) : List.of(InstructionSet.AVX2);
    }
}
