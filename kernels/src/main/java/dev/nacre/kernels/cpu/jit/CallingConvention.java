package dev.nacre.kernels.cpu.jit;

import java.util.List;

/** Where a function finds its arguments, and what it must leave as it was. */
interface CallingConvention {
    /** System V AMD64, as on Linux: six numbers in registers; no vector register needs to be saved. */
    CallingConvention SYSTEM_V = new CallingConvention() {
        private static final List<Gpr> ARGUMENTS = List.of(Gpr.RDI, Gpr.RSI, Gpr.RDX, Gpr.RCX, Gpr.R8, Gpr.R9);
        private static final List<Gpr> PRESERVED = List.of(Gpr.RBX, Gpr.RBP, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15);

        @Override
        public Gpr argument(int index) {
            return ARGUMENTS.get(index);
        }

        @Override
        public Address onStack(int index) {
            return Address.at(Gpr.RSP, (1L + index - ARGUMENTS.size()) * Long.BYTES);
        }

        @Override
        public List<Gpr> preserved() {
            return PRESERVED;
        }
    };

    /** The register of whole-number argument {@code index}, from 0 to 5. */
    Gpr argument(int index);

    /** Where argument 6 or 7 lies when the code begins, before anything is pushed. */
    Address onStack(int index);

    /** The registers that the caller finds unchanged, the stack pointer apart. */
    List<Gpr> preserved();
}
