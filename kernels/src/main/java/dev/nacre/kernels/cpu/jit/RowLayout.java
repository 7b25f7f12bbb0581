package dev.nacre.kernels.cpu.jit;

import java.util.Optional;

/**
 * What of a row program is held in registers: tried from the most on, until there are enough registers.
 *
 * @param slots     vectors that follow each other in the loop, and running sums of a reduction
 * @param residents whether sums over rows stay in registers from row to row
 * @param uniforms  which values of whole rows have a register
 */
record RowLayout(int slots, boolean residents, Uniforms uniforms) {
    /** Values of whole rows with a register: all, those that vectors of channels meet, none. */
    enum Uniforms { ALL, MET, NONE }

    private static final int MOST_SLOTS = 4;
    /** Registers that values of whole rows leave to sums and vectors, unless vectors meet more of them. */
    private static final int LEFT = 8;

    /** As much in registers as can be of use. */
    static RowLayout widest(RowDefinition definition) {
        var set = definition.instructionSet();
        int vectors = Math.ceilDiv(definition.channels(), set.lanes());
        int slots = Math.min(MOST_SLOTS, Integer.highestOneBit(vectors));
        // Few channels would wait for their sums' way through memory.
        int mostResidents = set.registers() * 3 / 8;
        boolean residents = vectors < 2 * slots && vectors * definition.sums().size() <= mostResidents;
        long uniforms = definition.values().stream().filter(RowLayout::wantsRegister).count();
        return new RowLayout(slots, residents, uniforms > set.registers() - LEFT ? Uniforms.MET : Uniforms.ALL);
    }

    /** One that needs fewer registers; empty where there is none. */
    Optional<RowLayout> narrower() {
        if (residents) {
            return Optional.of(new RowLayout(slots, false, uniforms));
        }
        if (slots > 1) {
            return Optional.of(new RowLayout(slots / 2, false, uniforms));
        }
        return switch (uniforms) {
            case ALL -> Optional.of(new RowLayout(1, false, Uniforms.MET));
            case MET -> Optional.of(new RowLayout(1, false, Uniforms.NONE));
            case NONE -> Optional.empty();
        };
    }

    private static boolean wantsRegister(RowValue value) {
        return value.isUniform() && value.operation() != RowOperation.CONSTANT;
    }

    /** The values of whole rows without a register. */
    UniformMemory elsewhere(RowDefinition definition, Address begin) {
        if (uniforms == Uniforms.ALL) {
            return UniformMemory.NONE;
        }
        var values = definition.values();
        var stay = values.stream().filter(value -> wantsRegister(value)
                && (uniforms == Uniforms.NONE || values.stream().noneMatch(other -> meets(other, value)))).toList();
        return new UniformMemory(stay, begin, definition.instructionSet().bytes());
    }

    private static boolean meets(RowValue vector, RowValue uniform) {
        return !vector.isUniform() && vector.operands().contains(uniform);
    }
}
