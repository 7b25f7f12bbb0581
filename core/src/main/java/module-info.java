/** Tensors, operations with their derivatives, memory and files. Needs nothing but the JDK. */
module dev.nacre.core {
    exports dev.nacre.core;
    exports dev.nacre.core.backend;
    exports dev.nacre.core.io;
    exports dev.nacre.core.memory;
    exports dev.nacre.core.op;

    uses dev.nacre.core.backend.BackendProvider;
}
