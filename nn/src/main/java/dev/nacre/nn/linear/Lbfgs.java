package dev.nacre.nn.linear;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function by L-BFGS (Liu and Nocedal 1989; Nocedal and Wright 2006, algorithms 7.4 and 7.5): the
 * curvature is remembered as the last few steps and what they did to the gradient. Double precision, plain arrays; the
 * same function and start give the same bits.
 *
 * @param memory    steps remembered, at least 1
 * @param mostSteps after which it ends in any case, at least 1
 * @param flat      it ends where no derivative is larger than this, above 0
 */
public record Lbfgs(int memory, int mostSteps, double flat) {
    /** Ten steps in memory, at most a thousand, to derivatives of 1e-6. */
    public static final Lbfgs USUAL = new Lbfgs(10, 1000, 1e-6);
    /** At most 200 steps, to derivatives of 1e-4: for comparing fits with one another, as in cross-validation. */
    public static final Lbfgs COARSE = new Lbfgs(10, 200, 1e-4);
    /** Steps with less curvature than this share of their length and of the gradient's change teach nothing. */
    private static final double LEAST_CURVATURE = 1e-12;

    /** Refuses what cannot minimise. */
    public Lbfgs {
        if (memory < 1 || mostSteps < 1 || !(flat > 0)) {
            throw new IllegalArgumentException("a memory of " + memory + ", " + mostSteps + " steps, derivatives of "
                    + flat + ": give at least 1, at least 1, and more than 0");
        }
    }

    /** Why it ended. */
    public enum End {
        /** No derivative is larger than wanted. */
        FLAT,
        /** As many steps as allowed are done. */
        MOST_STEPS,
        /** No shorter or longer step goes down: what is left lies below the rounding of the function. */
        NO_DESCENT
    }

    /**
     * Where it ended.
     *
     * @param point    {@code [variables]}
     * @param value    of the function there
     * @param steepest largest derivative there, without its sign
     * @param steps    done
     * @param end      why it ended
     */
    public record Minimum(double[] point, double value, double steepest, int steps, End end) { }

    /** One remembered step: {@code change} of the point, {@code bend} of the gradient, and their product. */
    private record Remembered(double[] change, double[] bend, double curvature) { }

    /**
     * Goes down from a point.
     *
     * @param start {@code [variables]}, where the function is finite
     * @throws IllegalArgumentException if it has another length, or the function is not finite there
     */
    public Minimum minimise(SmoothFunction function, double[] start) {
        if (start.length != function.variables()) {
            throw new IllegalArgumentException("a function of " + function.variables()
                    + " numbers cannot start from " + start.length);
        }
        double[] gradient = new double[start.length];
        double value = function.at(start.clone(), gradient);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the function is " + value + " where it starts: start elsewhere");
        }
        WolfeSearch.Place place = new WolfeSearch.Place(0, start.clone(), value, gradient, 0);
        Deque<Remembered> known = new ArrayDeque<>();
        for (int step = 0; step < mostSteps; step++) {
            if (largest(place.gradient()) <= flat) {
                return minimum(place, step, End.FLAT);
            }
            WolfeSearch.Place next = next(function, place, known);
            if (next == null && !known.isEmpty()) {
                // What is remembered may have become wrong: once more, straight down.
                known.clear();
                next = next(function, place, known);
            }
            if (next == null) {
                return minimum(place, step, End.NO_DESCENT);
            }
            remember(place, next, known);
            place = next;
        }
        return minimum(place, mostSteps, largest(place.gradient()) <= flat ? End.FLAT : End.MOST_STEPS);
    }

    private static Minimum minimum(WolfeSearch.Place place, int steps, End end) {
        return new Minimum(place.point(), place.value(), largest(place.gradient()), steps, end);
    }

    /** Null where no step descends. */
    private static WolfeSearch.Place next(SmoothFunction function, WolfeSearch.Place place, Deque<Remembered> known) {
        double[] direction = direction(place.gradient(), known);
        double first = known.isEmpty() ? Math.min(1, 1 / norm(place.gradient())) : 1;
        return new WolfeSearch(function, place, direction).find(first);
    }

    /** −H·g, H the remembered inverse curvature: the two loops of algorithm 7.4. */
    private static double[] direction(double[] gradient, Deque<Remembered> known) {
        double[] direction = new double[gradient.length];
        for (int index = 0; index < direction.length; index++) {
            direction[index] = -gradient[index];
        }
        if (known.isEmpty()) {
            return direction;
        }
        double[] shares = new double[known.size()];
        int number = 0;
        for (Iterator<Remembered> newest = known.descendingIterator(); newest.hasNext();) {
            Remembered one = newest.next();
            shares[number] = product(one.change(), direction) / one.curvature();
            add(direction, -shares[number++], one.bend());
        }
        Remembered last = known.getLast();
        double scale = last.curvature() / product(last.bend(), last.bend());
        for (int index = 0; index < direction.length; index++) {
            direction[index] *= scale;
        }
        for (Remembered one : known) {
            double share = product(one.bend(), direction) / one.curvature();
            add(direction, shares[--number] - share, one.change());
        }
        return direction;
    }

    private void remember(WolfeSearch.Place from, WolfeSearch.Place to, Deque<Remembered> known) {
        double[] change = difference(to.point(), from.point());
        double[] bend = difference(to.gradient(), from.gradient());
        double curvature = product(change, bend);
        if (curvature > LEAST_CURVATURE * norm(change) * norm(bend)) {
            if (known.size() == memory) {
                known.removeFirst();
            }
            known.addLast(new Remembered(change, bend, curvature));
        }
    }

    private static double[] difference(double[] to, double[] from) {
        double[] difference = new double[to.length];
        for (int index = 0; index < difference.length; index++) {
            difference[index] = to[index] - from[index];
        }
        return difference;
    }

    private static void add(double[] sum, double factor, double[] values) {
        for (int index = 0; index < sum.length; index++) {
            sum[index] += factor * values[index];
        }
    }

    static double product(double[] first, double[] second) {
        double sum = 0;
        for (int index = 0; index < first.length; index++) {
            sum += first[index] * second[index];
        }
        return sum;
    }

    private static double norm(double[] values) {
        return Math.sqrt(product(values, values));
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
