package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.breast.ArchitecturalDistortion;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the tissue at a point is glandular: a fractal body of gland that reaches from the nipple back into the
 * breast, under a layer of fat with an uneven border, and walls between the lobules of fat.
 */
final class Tissue {
    /** Between gland and fat, in standard deviations of the noise. */
    private static final float BORDER = 0.9f;
    private static final float RETROMAMMARY = 9;
    private static final float FARTHEST_BEHIND = 40;
    private static final float NIPPLE_REACH = 32;
    private static final float LOBULE = 0.9f;
    private static final float FAN = 55;
    /** At most this part of what is glandular are walls. */
    private static final double WALLS = 0.6;
    private static final double DENSEST_WALL = 0.6;
    private static final int HALVINGS = 14;
    private static final float BEND = 2.5f;
    private static final float CORE = 0.8f;
    private static final float BORDER_WIDTH = 5;
    /** The border's waves do not reach this multiple of the usual depth of fat. */
    private static final float DEEP = 2.4f;
    private static final float ISLAND_SHARE = 0.95f;

    private final BreastShape shape;
    private final Turbulence gland;
    private final Turbulence layer;
    private final Turbulence waves;
    private final Lobules lobules;
    private final float upperOuter;
    private final float wallShare;
    private final List<Blob> blobs = new ArrayList<>();
    private final List<Pull> pulls = new ArrayList<>();
    private final float offset;

    Tissue(PhantomBreast breast) {
        Key key = breast.tissue();
        this.shape = breast.shape();
        this.gland = new Turbulence(key.child(0), 26, 5, 0.95);
        this.layer = new Turbulence(key.child(1), 24, 3, 0.7);
        this.waves = new Turbulence(key.child(3), 22, 1, 1);
        this.lobules = new Lobules(key.child(2), 9 + 5 * key.uniform(0), 2.2);
        this.upperOuter = (float) (0.2 + 0.5 * key.uniform(1));
        List<Spot> sample = sample();
        double walls = sample.stream().mapToDouble(Spot::wall).average().orElseThrow();
        this.wallShare = (float) Math.min(DENSEST_WALL, WALLS * breast.glandular() / walls);
        this.offset = offset(sample, breast.glandular());
        breast.lesions().forEach(this::add);
        breast.incidentals().stream().filter(found -> found.kind() == Incidental.Kind.GLANDULAR_ISLAND)
                .forEach(island -> blobs.add(
                        new Blob(island.place(), (float) island.size(), ISLAND_SHARE, 0.35f, island.key())));
    }

    private void add(Lesion lesion) {
        switch (lesion) {
            case Asymmetry asymmetry -> blobs.add(new Blob(asymmetry.place(), (float) asymmetry.radius(),
                    (float) asymmetry.amount(), 0.9f, asymmetry.key()));
            case ArchitecturalDistortion distortion ->
                    pulls.add(new Pull(distortion.place(), (float) distortion.radius(), 0.55f));
            case Mass mass when mass.margin() == Mass.Margin.SPICULATED ->
                    pulls.add(new Pull(mass.place(), (float) (1.6 * mass.radius()), 0.3f));
            default -> {
                // Other masses push nothing that would be seen, and grains lie in tissue as it is.
            }
        }
    }

    /** Share of glandular tissue from 0 to 1 at a point, in millimetres as {@link BreastPoint} has them. */
    float at(float forward, float outward, float upward) {
        float x = forward;
        float y = outward;
        float z = upward;
        for (Pull pull : pulls) {
            float strength = pull.strength(x, y, z);
            x += strength * (x - pull.x);
            y += strength * (y - pull.y);
            z += strength * (z - pull.z);
        }
        float share = spot(x, y, z).share(wallShare, offset);
        for (Blob blob : blobs) {
            share = Math.max(share, blob.share(x, y, z));
        }
        return share;
    }

    private Spot spot(float x, float y, float z) {
        float toNipple = x - (float) shape.depth();
        float distance = (float) Math.sqrt(toNipple * toNipple + y * y + z * z) + 1;
        // Structures are drawn out towards the nipple, twice as long as they are wide, and grow finer near it.
        float fan = (float) Math.sqrt(FAN / distance);
        float u = fan * toNipple;
        float v = fan * y;
        float w = fan * z;
        float bend = BEND * waves.at(v, w, u);
        Lobules.Place place = lobules.at(u + bend, v - bend, w + bend);
        // Here and there walls are strong or missing.
        float wall = place.wall() == 0 ? 0 : place.wall() * Math.clamp(0.45f + 0.6f * waves.at(u, v, w), 0, 1.6f);
        float room = room(x, y, z, distance);
        float value = room == 0 ? 0 : gland.at(u, v, w) + LOBULE * place.kind() * Math.min(1, place.inside())
                + upperOuter * (y + z) / (float) shape.radius() + CORE * core(x, y, z);
        return new Spot(wall, room, value);
    }

    /**
     * What decides about a point.
     *
     * @param wall how much there is of a wall, 0 to 1.6
     * @param room 1 where glandular tissue may be, 0 where it may not
     * @param value the higher, the sooner there is gland
     */
    private record Spot(float wall, float room, float value) {
        float share(float wallShare, float offset) {
            return Math.max(Math.min(1, wallShare * wall), room * step(0.5f + (value + offset) / BORDER));
        }
    }

    /** 1 in the middle of where glandular tissue usually lies; falls to 0 and below. */
    private float core(float x, float y, float z) {
        float along = (x - 0.55f * (float) shape.depth()) / (0.5f * (float) shape.depth());
        float across = (y * y + z * z) / (0.36f * (float) (shape.radius() * shape.radius()));
        return 1 - along * along - across;
    }

    /** 1 where glandular tissue may be, 0 in the layers of fat before and behind it. */
    private float room(float x, float y, float z, float distance) {
        float below = (float) shape.below(new BreastPoint(x, y, z));
        float fat = (float) shape.fat() * Math.min(1, distance / NIPPLE_REACH);
        float behind = x > FARTHEST_BEHIND ? 1
                : step(0.5f + (x - RETROMAMMARY * (1 + 0.6f * waves.at(x, y, z))) / 16);
        // Most points are far from the border, wherever its waves may lead it.
        return below > DEEP * fat + BORDER_WIDTH ? behind
                : behind * step(0.5f + (below - fat * (1 + 0.4f * layer.at(x, y, z))) / BORDER_WIDTH);
    }

    /** What must be added to the values so that a share of the whole breast is glandular, walls and all. */
    private float offset(List<Spot> sample, double glandular) {
        float low = -8;
        float high = 8;
        for (int halving = 0; halving < HALVINGS; halving++) {
            float middle = (low + high) / 2;
            if (sample.stream().mapToDouble(spot -> spot.share(wallShare, middle)).average().orElseThrow()
                    < glandular) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Points all over the breast. */
    private List<Spot> sample() {
        List<Spot> spots = new ArrayList<>();
        float radius = (float) shape.radius();
        float spacing = radius / 14;
        for (float x = spacing / 2; x < shape.depth(); x += spacing) {
            for (float y = spacing / 2 - radius; y < radius; y += spacing) {
                for (float z = spacing / 2 - radius; z < radius; z += spacing) {
                    if (shape.relativeRadius(new BreastPoint(x, y, z)) < 1) {
                        spots.add(spot(x, y, z));
                    }
                }
            }
        }
        return spots;
    }

    private static float step(float t) {
        float clamped = Math.clamp(t, 0, 1);
        return clamped * clamped * (3 - 2 * clamped);
    }

    /** A ball of glandular tissue with an uneven border. */
    private static final class Blob {
        private final float x;
        private final float y;
        private final float z;
        private final float radius;
        private final float amount;
        private final float softness;
        private final Turbulence form;

        Blob(BreastPoint centre, float radius, float amount, float softness, Key key) {
            this.x = (float) centre.forward();
            this.y = (float) centre.outward();
            this.z = (float) centre.upward();
            this.radius = radius;
            this.amount = amount;
            this.softness = softness;
            this.form = new Turbulence(key, 1.2 * radius, 3, 0.8);
        }

        float share(float px, float py, float pz) {
            float dx = px - x;
            float dy = py - y;
            float dz = pz - z;
            float square = dx * dx + dy * dy + dz * dz;
            float reach = 2 * radius;
            if (square >= reach * reach) {
                return 0;
            }
            float relative = (float) Math.sqrt(square) / radius + 0.22f * form.at(px, py, pz);
            return amount * step((1 + softness / 2 - relative) / softness);
        }
    }

    /** Draws the tissue around a point towards it. */
    private record Pull(float x, float y, float z, float radius, float most) {
        Pull(BreastPoint centre, float radius, float most) {
            this((float) centre.forward(), (float) centre.outward(), (float) centre.upward(), radius, most);
        }

        float strength(float px, float py, float pz) {
            float dx = px - x;
            float dy = py - y;
            float dz = pz - z;
            float relative = (dx * dx + dy * dy + dz * dz) / (radius * radius);
            return relative >= 1 ? 0 : most * (1 - relative) * (1 - relative);
        }
    }
}
