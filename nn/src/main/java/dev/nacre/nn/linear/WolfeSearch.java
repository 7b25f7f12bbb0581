package dev.nacre.nn.linear;

/**
 * How far to go in a direction: to a place that meets the strong conditions of Wolfe (Nocedal and Wright 2006,
 * algorithms 3.5 and 3.6), enough lower and enough flatter. Where the descent is lost in the rounding of the function,
 * slopes decide alone (Hager and Zhang 2005, "approximate Wolfe conditions").
 *
 * @param function  to go down on
 * @param start     the place to start from
 * @param direction to go in
 */
record WolfeSearch(SmoothFunction function, WolfeSearch.Place start, double[] direction) {
    private static final double DESCENT = 1e-4;
    private static final double FLATTER = 0.9;
    private static final double ROUNDING = 1e-13;
    private static final int MOST_LONGER = 30;
    private static final int MOST_BETWEEN = 40;
    /** A new place keeps away from both ends by this share of their distance. */
    private static final double MARGIN = 0.1;

    /**
     * A place on the way.
     *
     * @param size     how many times the direction away from the start
     * @param point    where it is
     * @param value    of the function
     * @param gradient there
     * @param slope    along the direction
     */
    record Place(double size, double[] point, double value, double[] gradient, double slope) { }

    /** A place that is low and flat enough, or at least lower; null if there is none. @param first size to try */
    Place find(double first) {
        double slope = Lbfgs.product(start.gradient(), direction);
        if (!(slope < 0)) {
            return null;
        }
        Place origin = new Place(0, start.point(), start.value(), start.gradient(), slope);
        Place before = origin;
        double size = first;
        for (int attempt = 0; attempt < MOST_LONGER; attempt++) {
            Place now = at(size);
            if (isEnough(now, origin)) {
                return now;
            } else if (!descends(now, origin) || attempt > 0 && now.value() >= before.value()) {
                return between(before, now, origin);
            } else if (now.slope() >= 0) {
                return between(now, before, origin);
            }
            before = now;
            size *= 2;
        }
        return before;
    }

    /** Between a low place and another, with a minimum between them. */
    private Place between(Place one, Place other, Place origin) {
        Place low = one;
        Place high = other;
        for (int attempt = 0; attempt < MOST_BETWEEN; attempt++) {
            Place now = at(interpolated(low, high));
            if (isEnough(now, origin)) {
                return now;
            } else if (!descends(now, origin) || now.value() >= low.value()) {
                high = now;
            } else {
                if (now.slope() * (high.size() - low.size()) >= 0) {
                    high = low;
                }
                low = now;
            }
        }
        return low.size() > 0 && low.value() < origin.value() ? low : null;
    }

    private static boolean descends(Place now, Place origin) {
        return now.value() <= origin.value() + DESCENT * now.size() * origin.slope();
    }

    private static boolean isEnough(Place now, Place origin) {
        if (descends(now, origin) && Math.abs(now.slope()) <= -FLATTER * origin.slope()) {
            return true;
        }
        return now.value() <= origin.value() + ROUNDING * Math.abs(origin.value())
                && now.slope() <= (2 * DESCENT - 1) * origin.slope() && now.slope() >= FLATTER * origin.slope();
    }

    /** The minimum of the cubic through both values and slopes; the middle where that lies too near an end. */
    private static double interpolated(Place low, Place high) {
        double distance = high.size() - low.size();
        double chord = low.slope() + high.slope() - 3 * (high.value() - low.value()) / distance;
        double root = Math.sqrt(chord * chord - low.slope() * high.slope()) * Math.signum(distance);
        double share = 1 - (high.slope() + root - chord) / (high.slope() - low.slope() + 2 * root);
        return low.size() + (share > MARGIN && share < 1 - MARGIN ? share : 0.5) * distance;
    }

    private Place at(double size) {
        double[] point = new double[direction.length];
        for (int index = 0; index < point.length; index++) {
            point[index] = start.point()[index] + size * direction[index];
        }
        double[] gradient = new double[point.length];
        double value = function.at(point, gradient);
        return new Place(size, point, value, gradient, Lbfgs.product(gradient, direction));
    }
}
