package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;

/** Draws a mass: a compact body of even grey that covers the tissue's texture, with spicules where it has some. */
final class MassPainter {
    private static final int WAVES = 7;
    /** How much of the tissue's texture shows through a body. */
    private static final double TRANSPARENCY = 0.1;

    private final Mass mass;
    private final Point centre;
    private final double pixel;
    private final double stretch;
    private final double turn;
    private final double[] amplitudes = new double[WAVES];
    private final double[] phases = new double[WAVES];
    private final double blurredSide;
    private final double level;
    private final double[] spiculeAngles;
    private final double[] spiculeLengths;

    MassPainter(Mass mass, Point centre, double pixel, Key key) {
        this.mass = mass;
        this.centre = centre;
        this.pixel = pixel;
        this.turn = 2 * Math.PI * key.uniform(0);
        this.stretch = switch (mass.shape()) {
            case ROUND -> 0.92 + 0.08 * key.uniform(1);
            case OVAL -> 0.55 + 0.15 * key.uniform(1);
            case LOBULATED, IRREGULAR -> 0.75 + 0.2 * key.uniform(1);
        };
        for (int wave = 2; wave < WAVES; wave++) {
            double amplitude = switch (mass.shape()) {
                case ROUND, OVAL -> 0.02;
                case LOBULATED -> wave == 3 || wave == 4 ? 0.14 : 0.02;
                case IRREGULAR -> 0.11;
            };
            amplitudes[wave] = amplitude * (0.6 + 0.8 * key.uniform(10 + wave));
            phases[wave] = 2 * Math.PI * key.uniform(20 + wave);
        }
        this.blurredSide = 2 * Math.PI * key.uniform(2);
        this.level = mass.contrast().level(key.uniform(3));
        int spicules = mass.margin() == Mass.Margin.SPICULATED ? 11 + (int) key.below(8, 4) : 0;
        this.spiculeAngles = new double[spicules];
        this.spiculeLengths = new double[spicules];
        for (int spicule = 0; spicule < spicules; spicule++) {
            spiculeAngles[spicule] = 2 * Math.PI * (spicule + 0.7 * key.uniform(40 + spicule)) / spicules;
            spiculeLengths[spicule] = mass.radius() * (0.7 + 0.8 * key.uniform(80 + spicule));
        }
    }

    /** How far anything of the mass reaches from its centre, in centimetres. */
    double reach() {
        return 2.6 * mass.radius() + 2 * pixel;
    }

    void paint(Canvas canvas) {
        double around = canvas.ringMean(centre, 0.9 * mass.radius(), 1.7 * mass.radius());
        double even = mass.contrast() == Mass.Contrast.HIGH ? Math.max(0.56, around + level) : around + level;
        canvas.paint(centre, reach(), this::coverage, (tissue, share) ->
                tissue + share * (even + TRANSPARENCY * (tissue - around) - tissue));
    }

    void mark(Canvas canvas, boolean[] pixels) {
        canvas.mark(centre, reach(), this::coverage, pixels);
    }

    private double coverage(double x, double y) {
        double distance = centre.distance(x, y);
        double angle = StrictMath.atan2(y - centre.y(), x - centre.x());
        double inside = border(angle) - distance;
        double body = Math.clamp(0.5 + inside / softness(angle), 0, 1);
        double covered = body * body * (3 - 2 * body);
        for (int spicule = 0; spicule < spiculeAngles.length; spicule++) {
            covered = Math.max(covered, spicule(spicule, distance, angle));
        }
        return covered;
    }

    private double border(double angle) {
        double around = angle - turn;
        double cosine = StrictMath.cos(around);
        double sine = StrictMath.sin(around) / stretch;
        double waves = 1;
        for (int wave = 2; wave < WAVES; wave++) {
            waves += amplitudes[wave] * StrictMath.cos(wave * around + phases[wave]);
        }
        return mass.radius() * waves / Math.sqrt(cosine * cosine + sine * sine);
    }

    /** Width of the border in centimetres. */
    private double softness(double angle) {
        double sharp = Math.max(pixel, 0.1);
        double blurred = Math.max(sharp, 0.6 * mass.radius());
        return switch (mass.margin()) {
            case CIRCUMSCRIBED, SPICULATED -> sharp;
            case INDISTINCT -> blurred;
            case OBSCURED -> StrictMath.cos(angle - blurredSide) > 0.3 ? 1.4 * blurred : sharp;
        };
    }

    private double spicule(int spicule, double distance, double angle) {
        double off = angle - spiculeAngles[spicule];
        double aside = Math.abs(StrictMath.sin(off)) * distance;
        double along = StrictMath.cos(off) * distance;
        double end = mass.radius() + spiculeLengths[spicule];
        if (along < 0.5 * mass.radius() || along > end) {
            return 0;
        }
        double halfWidth = Math.max(0.55 * pixel, 0.11 * mass.radius()) * (1.15 - 0.7 * along / end);
        return Math.clamp(0.5 + (halfWidth - aside) / pixel, 0, 1);
    }
}
