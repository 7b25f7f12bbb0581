package dev.nacre.mammo.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The range of one direction of a chart and the numbers written along it.
 *
 * @param title what it measures
 * @param low   where it starts
 * @param high  where it ends, above {@code low}
 * @param ticks numbers to write, as exact decimals
 */
public record Axis(String title, double low, double high, List<BigDecimal> ticks) {
    private static final int[] STEPS = {1, 2, 5, 10};

    /** Copies the ticks. */
    public Axis {
        ticks = List.copyOf(ticks);
    }

    /** From 0 to 1 in fifths. */
    public static Axis share(String title) {
        return spanning(title, 0, 1, 5);
    }

    /** From one value to another, with about as many ticks between them as wanted. */
    public static Axis between(String title, double low, double high, int steps) {
        Axis wider = spanning(title, low, high, steps);
        return new Axis(title, low, Math.max(high, Math.nextUp(low)), wider.ticks().stream()
                .filter(tick -> tick.doubleValue() >= low && tick.doubleValue() <= high).toList());
    }

    /** Holds both values, starts and ends at a tick, and has about as many steps as wanted. */
    public static Axis spanning(String title, double lowest, double highest, int steps) {
        double span = highest > lowest ? highest - lowest : Math.max(Math.abs(highest), 1);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(span / steps)));
        BigDecimal step = power;
        for (int factor : STEPS) {
            step = power.multiply(BigDecimal.valueOf(factor));
            // Rounding must not turn five steps that fit exactly into the next larger ones.
            if (step.doubleValue() * steps >= span * (1 - 1e-9)) {
                break;
            }
        }
        BigDecimal first = multiple(lowest, step, RoundingMode.FLOOR);
        BigDecimal last = multiple(lowest + span, step, RoundingMode.CEILING);
        List<BigDecimal> ticks = new ArrayList<>();
        for (BigDecimal tick = first; tick.compareTo(last) <= 0; tick = tick.add(step)) {
            ticks.add(tick);
        }
        return new Axis(title, first.doubleValue(), last.doubleValue(), ticks);
    }

    /** Where a value lies: 0 at the start, 1 at the end. */
    public double place(double value) {
        return (value - low) / (high - low);
    }

    private static BigDecimal multiple(double value, BigDecimal step, RoundingMode rounding) {
        return new BigDecimal(value).divide(step, 9, RoundingMode.HALF_EVEN).setScale(0, rounding).multiply(step);
    }
}
