package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.PhantomBreast;

/**
 * How a breast lies between the plates: which points of the breast a ray through the picture meets. A ray runs straight
 * through the compressed breast, and along a straight chord of the breast as it was; so both views show one body.
 *
 * <p>Places in the picture are in millimetres: {@code forward} from the chest wall, {@code up} from the level of the
 * nipple. {@code height} is along the ray, 0 half way between the plates.
 */
final class Compression {
    private static final double OBLIQUE = Math.sqrt(0.5);
    /** The border of the compressed breast is rounded over this part of its thickness. */
    private static final float ROUNDED = 0.62f;

    private final View view;
    private final BreastShape shape;
    private final float depth;
    private final Flank upper;
    private final Flank lower;
    private final float nippleLevel;
    private final float squareness;
    private final float waveThree;
    private final float waveFive;
    private final float thickness;

    Compression(PhantomBreast breast, Acquisition acquisition) {
        this.view = acquisition.view();
        this.shape = breast.shape();
        Key body = breast.tissue().child("outline").child(view.ordinal());
        Key position = acquisition.key().child("position");
        this.thickness = (float) (shape.thickness() * (0.94 + 0.12 * position.uniform(0)));
        // Tissue gives way to the sides: the flatter it is pressed, the larger its picture.
        double spread = Math.clamp(Math.sqrt(1.35 * shape.radius() / thickness), 1, 1.35);
        double pulled = 0.96 + 0.06 * position.uniform(1);
        this.depth = (float) (shape.depth() * pulled * (0.97 + 0.06 * body.uniform(0)));
        double half = shape.radius() * spread * (0.97 + 0.06 * body.uniform(1));
        // In an oblique view the breast goes on into the armpit, and its outline never comes back to the chest wall.
        this.upper = view == View.CC ? new Flank((float) half, (float) (0.5 * body.uniform(5)))
                : new Flank((float) (half * (0.8 + 0.3 * body.uniform(5))), 1);
        this.lower = new Flank((float) half, (float) (0.5 * body.uniform(6)));
        double level = view == View.CC ? 0.5 : 0.6;
        this.nippleLevel = (float) (Acquisition.FIELD * (level + 0.05 * (position.uniform(2) - 0.5)));
        this.squareness = (float) (0.45 * body.uniform(2) - 0.1);
        this.waveThree = (float) (0.05 * (body.uniform(3) - 0.5));
        this.waveFive = (float) (0.03 * (body.uniform(4) - 0.5));
    }

    /** Millimetres between the plates. */
    float thickness() {
        return thickness;
    }

    /** From the chest wall to the skin before the nipple, in the picture. */
    float depth() {
        return depth;
    }

    /** From the upper edge of the picture down to the nipple. */
    float nippleLevel() {
        return nippleLevel;
    }

    /** 0 at the chest wall behind the nipple, 1 at the outline of the breast, more outside. */
    float relative(float forward, float up) {
        return norm(forward / depth, flank(up).relative(up));
    }

    /** About how far inside the outline a place is, in millimetres; negative outside. */
    float inside(float forward, float up) {
        float relative = relative(forward, up);
        return relative < 1e-4f ? depth : (float) Math.sqrt(forward * forward + up * up) * (1 / relative - 1);
    }

    /** Thickness of the breast at so many millimetres inside its outline. */
    float thickness(float inside) {
        float edge = ROUNDED * thickness;
        float rest = 1 - Math.clamp(inside / edge, 0, 1);
        return thickness * (float) Math.sqrt(1 - rest * rest);
    }

    /** The chord of the breast that the ray at a place runs along; its ends are at heights −1 and 1. */
    Chord chord(float forward, float up) {
        float u = forward / depth;
        float v = flank(up).relative(up);
        float norm = norm(u, v);
        float straight = (float) Math.sqrt(u * u + v * v);
        float stretch = straight < 1e-4f ? 1 : norm / straight;
        float half = (float) (shape.radius() * Math.sqrt(Math.max(0, 1 - norm * norm)));
        return new Chord(view, (float) shape.depth() * u * stretch, (float) shape.radius() * v * stretch, half);
    }

    /** Where a point of the breast lies when it is compressed. */
    Place place(BreastPoint point) {
        double across = view == View.CC ? point.outward() : OBLIQUE * (point.outward() + point.upward());
        double along = view == View.CC ? point.upward() : OBLIQUE * (point.upward() - point.outward());
        double u = point.forward() / shape.depth();
        double v = across / shape.radius();
        double norm = Math.sqrt(u * u + v * v);
        float direction = norm(1e-6f + (float) u, (float) v);
        double shrink = norm < 1e-6 ? 1 : norm / direction;
        float forward = (float) (depth * u * shrink);
        float up = flank(v).place((float) (v * shrink));
        double chord = shape.radius() * Math.sqrt(Math.max(1e-6, 1 - norm * norm));
        return new Place(forward, up, (float) (thickness(inside(forward, up)) / 2 * Math.clamp(along / chord, -1, 1)));
    }

    /** A small step from a place, turned back into the axes of the breast; lesions are too firm to be deformed. */
    BreastPoint offset(double forward, double up, double height) {
        return view == View.CC ? new BreastPoint(forward, up, height)
                : new BreastPoint(forward, OBLIQUE * (up - height), OBLIQUE * (up + height));
    }

    /** The offset of {@link #offset}, seen in the picture. */
    Place seen(BreastPoint offset) {
        return view == View.CC
                ? new Place((float) offset.forward(), (float) offset.outward(), (float) offset.upward())
                : new Place((float) offset.forward(), (float) (OBLIQUE * (offset.outward() + offset.upward())),
                        (float) (OBLIQUE * (offset.upward() - offset.outward())));
    }

    private Flank flank(double up) {
        return up >= 0 ? upper : lower;
    }

    /** Between a circle and a rounded square, a little wavy. */
    private float norm(float u, float v) {
        float square = u * u + v * v;
        float round = (float) Math.sqrt(square);
        if (round < 1e-6f) {
            return 0;
        }
        float corner = (float) Math.sqrt(Math.sqrt(u * u * u * u + v * v * v * v));
        float sine = v / round;
        float three = sine * (3 - 4 * sine * sine);
        float five = sine * (5 - sine * sine * (20 - 16 * sine * sine));
        return (round + squareness * (corner - round)) * (1 + waveThree * three + waveFive * five);
    }

    /**
     * How the outline runs from the nipple along the chest wall: as an ellipse does, or flaring out as a bell does.
     *
     * @param half of an ellipse, in millimetres
     * @param flare 0 for an ellipse, 1 for a bell without end
     */
    private record Flank(float half, float flare) {
        float relative(float up) {
            float straight = up / half;
            return straight / (float) Math.sqrt(1 + flare * straight * straight);
        }

        float place(float relative) {
            return half * relative / (float) Math.sqrt(Math.max(0.01f, 1 - flare * relative * relative));
        }
    }

    /** A place in the compressed breast, in millimetres. */
    record Place(float forward, float up, float height) {
        Place plus(Place other) {
            return new Place(forward + other.forward, up + other.up, height + other.height);
        }
    }

    /**
     * A chord of the breast.
     *
     * @param view which decides its direction
     * @param forward of all its points
     * @param across its distance from the axis of the breast
     * @param half of its length
     */
    record Chord(View view, float forward, float across, float half) {
        /** The share at a relative height from −1 to 1. */
        float share(TissueVolume volume, float relativeHeight) {
            float along = relativeHeight * half;
            return view == View.CC ? volume.at(forward, across, along)
                    : volume.at(forward, (float) OBLIQUE * (across - along), (float) OBLIQUE * (across + along));
        }
    }
}
