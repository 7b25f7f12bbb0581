/** Tensors, operations with their derivatives, memory and files. Needs nothing but the JDK. */
module dev.nacre.core {
    exports dev.nacre.core.io;
}
