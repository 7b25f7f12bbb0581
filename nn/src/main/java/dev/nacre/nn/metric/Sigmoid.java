package dev.nacre.nn.metric;

/** 1 / (1 + e⁻ˣ), the same bits on every machine. */
public final class Sigmoid {
    private Sigmoid() {
    }

    /** 0 to 1; NaN for NaN. Small values keep their digits, since e⁻ˣ is only taken where it cannot overflow. */
    public static double of(double x) {
        if (x < 0) {
            double power = StrictMath.exp(x);
            return power / (1 + power);
        }
        return 1 / (1 + StrictMath.exp(-x));
    }
}
