package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.Mass;

/**
 * The form of a mass: how much of its tissue there is at an offset from its centre. A ball whose radius depends on the
 * direction, with a border whose width depends on the margin.
 */
final class MassBody {
    /** Beyond this part of the radius there is nothing but spicules. */
    static final float REACH = 1.7f;

    private final float radius;
    private final float[] axes;
    private final float[] rotation;
    private final Turbulence form;
    private final float unevenness;
    private final Turbulence lobules;
    private final float lobulation;
    private final float border;
    private final float hidden;

    MassBody(Mass mass) {
        Key key = mass.key();
        this.radius = (float) mass.radius();
        this.axes = switch (mass.shape()) {
            case ROUND -> new float[] {1, 1, 1};
            case OVAL -> new float[] {1.3f, 0.95f, 0.8f};
            case LOBULATED -> new float[] {1.15f, 1, 0.9f};
            case IRREGULAR -> new float[] {1.1f, 1, 0.85f};
        };
        double turn = 2 * Math.PI * key.uniform(0);
        this.rotation = new float[] {(float) StrictMath.cos(turn), (float) StrictMath.sin(turn)};
        this.unevenness = switch (mass.shape()) {
            case ROUND -> 0.02f;
            case OVAL -> 0.03f;
            case LOBULATED -> 0.13f;
            case IRREGULAR -> 0.2f;
        };
        this.form = new Turbulence(key.child(0), mass.shape() == Mass.Shape.IRREGULAR ? 0.8 : 1.1,
                mass.shape() == Mass.Shape.IRREGULAR ? 3 : 1, 0.6);
        this.lobulation = mass.margin() == Mass.Margin.MICROLOBULATED ? 0.07f : 0;
        this.lobules = new Turbulence(key.child(1), 0.35, 1, 1);
        this.border = switch (mass.margin()) {
            case CIRCUMSCRIBED, MICROLOBULATED -> 0.08f;
            case OBSCURED -> 0.16f;
            case SPICULATED -> 0.35f;
            case INDISTINCT -> 0.6f;
        };
        // An obscured margin is well defined on one side and lost on the other.
        this.hidden = mass.margin() == Mass.Margin.OBSCURED ? 0.5f : 0;
    }

    /** Part of the tissue at an offset in millimetres from the centre that is the mass, 0 to 1. */
    float share(BreastPoint offset) {
        float x = (float) offset.forward() / radius;
        float y = (float) offset.outward() / radius;
        float z = (float) offset.upward() / radius;
        float u = (rotation[0] * x - rotation[1] * y) / axes[0];
        float v = (rotation[1] * x + rotation[0] * y) / axes[1];
        float w = z / axes[2];
        float distance = (float) Math.sqrt(u * u + v * v + w * w);
        if (distance < 0.3f) {
            return 1;
        }
        float a = u / distance;
        float b = v / distance;
        float c = w / distance;
        float edge = 1 + unevenness * form.at(a, b, c);
        if (lobulation > 0) {
            edge += lobulation * lobules.at(a, b, c);
        }
        float soft = border + hidden * Math.max(0, a);
        float t = Math.clamp((edge - distance) / (edge * soft) + 0.5f, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
