package dev.nacre.bench.gpu;

import dev.nacre.bench.peers.Work;

/**
 * A line of the table: one work, and what it amounts to.
 *
 * @param name       what the table says
 * @param work       what is done
 * @param limit      what bounds it on an ideal device
 * @param amount     floating-point operations, bytes moved, or pictures, of one run
 * @param goal       least ratio of eager PyTorch's time to ours, NaN where there is none
 * @param compiled   least ratio of compiled PyTorch's time to ours, NaN where it is not compiled
 */
record GpuCase(String name, Work work, Limit limit, double amount, double goal, double compiled) {
    /** What bounds a work. */
    enum Limit {
        /** Copying between two places of the device's memory. */
        COPY("GB/s", 1e9),
        /** Products of float32. */
        FLOAT32("TFLOP/s", 1e12),
        /** Products of bfloat16. */
        BFLOAT16("TFLOP/s", 1e12),
        /** A whole network: told by pictures or texts. */
        NONE("1/s", 1);

        private final String unit;
        private final double scale;

        Limit(String unit, double scale) {
            this.unit = unit;
            this.scale = scale;
        }

        /** Of a rate in the table. */
        String unit() {
            return unit;
        }

        /** A rate per second in that unit. */
        double inUnits(double rate) {
            return rate / scale;
        }
    }

    /** Without goals, and not compiled. */
    static GpuCase plain(String name, Work work, Limit limit, double amount) {
        return new GpuCase(name, work, limit, amount, Double.NaN, Double.NaN);
    }

    /** With a goal beside eager PyTorch. */
    GpuCase goal(double least) {
        return new GpuCase(name, work, limit, amount, least, compiled);
    }

    /** With goals beside eager and compiled PyTorch. */
    GpuCase goals(double least, double leastCompiled) {
        return new GpuCase(name, work, limit, amount, least, leastCompiled);
    }

    boolean isCompiled() {
        return !Double.isNaN(compiled);
    }
}
