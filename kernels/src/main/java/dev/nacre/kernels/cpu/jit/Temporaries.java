package dev.nacre.kernels.cpu.jit;

/** Vector registers that are free, for a few instructions each. */
interface Temporaries {
    /** One that nobody else holds, until it is given back. */
    Vector take();

    /** It is free again. */
    void giveBack(Vector register);
}
