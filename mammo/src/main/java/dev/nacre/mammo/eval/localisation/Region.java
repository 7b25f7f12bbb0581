package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.ConnectedComponents;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.image.PlanePoint;
import java.util.ArrayList;
import java.util.List;

/** A part of a picture that was found, or that is a lesion. Areas are in pixels. */
public sealed interface Region {
    /** How large it is. */
    double area();

    /** The middle of a box, or the mean of the centres of pixels, which may lie outside a bent region. */
    PlanePoint centre();

    /** Whether a place belongs to it. */
    boolean contains(PlanePoint place);

    /** The smallest box around it. */
    PlaneBox bounds();

    /** How large the part is that belongs to both. */
    static double intersection(Region one, Region other) {
        return switch (one) {
            case Pixels pixels -> pixels.within(other);
            case Box box -> switch (other) {
                case Pixels pixels -> pixels.within(box);
                case Box second -> box.within(second);
            };
        };
    }

    /** The intersection over the union (Jaccard), 0 to 1. */
    static double iou(Region one, Region other) {
        double both = intersection(one, other);
        return both == 0 ? 0 : both / (one.area() + other.area() - both);
    }

    /** The share of what was found that is lesion (IoR, intersection over the region found), 0 to 1. */
    static double ior(Region found, Region lesion) {
        double both = intersection(found, lesion);
        return both == 0 ? 0 : both / found.area();
    }

    /** A box. */
    record Box(PlaneBox bounds) implements Region {
        @Override
        public double area() {
            return (bounds.x1() - bounds.x0()) * (bounds.y1() - bounds.y0());
        }

        @Override
        public PlanePoint centre() {
            return new PlanePoint((bounds.x0() + bounds.x1()) / 2, (bounds.y0() + bounds.y1()) / 2);
        }

        @Override
        public boolean contains(PlanePoint place) {
            return place.x() >= bounds.x0() && place.x() < bounds.x1()
                    && place.y() >= bounds.y0() && place.y() < bounds.y1();
        }

        private double within(Box other) {
            double across = Math.min(bounds.x1(), other.bounds.x1()) - Math.max(bounds.x0(), other.bounds.x0());
            double down = Math.min(bounds.y1(), other.bounds.y1()) - Math.max(bounds.y0(), other.bounds.y0());
            return Math.max(0, across) * Math.max(0, down);
        }
    }

    /**
     * Pixels.
     *
     * @param box the smallest around them
     * @param inside which pixels of the box belong to it, of its size; at least one
     */
    record Pixels(PixelBox box, Mask inside) implements Region {
        public Pixels {
            if (inside.height() != box.height() || inside.width() != box.width()) {
                throw new IllegalArgumentException("a mask of " + inside.height() + " x " + inside.width()
                        + " does not fill a box of " + box.height() + " x " + box.width());
            }
        }

        @Override
        public double area() {
            return inside.count();
        }

        @Override
        public PlanePoint centre() {
            double x = 0;
            double y = 0;
            for (int row = 0; row < inside.height(); row++) {
                for (int column = 0; column < inside.width(); column++) {
                    if (inside.at(row, column)) {
                        x += column;
                        y += row;
                    }
                }
            }
            double pixels = area();
            return new PlanePoint(box.x0() + x / pixels + 0.5, box.y0() + y / pixels + 0.5);
        }

        @Override
        public boolean contains(PlanePoint place) {
            return at((int) Math.floor(place.y()), (int) Math.floor(place.x()));
        }

        @Override
        public PlaneBox bounds() {
            return new PlaneBox(box.x0(), box.y0(), box.x1(), box.y1());
        }

        /** Whether a pixel of the picture belongs to it. */
        public boolean at(int row, int column) {
            return row >= box.y0() && row < box.y1() && column >= box.x0() && column < box.x1()
                    && inside.at(row - box.y0(), column - box.x0());
        }

        /** Pixels whose centres lie in another region. */
        private double within(Region other) {
            int both = 0;
            for (int row = box.y0(); row < box.y1(); row++) {
                for (int column = box.x0(); column < box.x1(); column++) {
                    if (at(row, column) && (other instanceof Pixels pixels ? pixels.at(row, column)
                            : other.contains(new PlanePoint(column + 0.5, row + 0.5)))) {
                        both++;
                    }
                }
            }
            return both;
        }
    }

    /** All pixels of a mask as one region, though they may lie apart; the mask is not empty. */
    static Pixels whole(Mask mask) {
        PixelBox box = mask.box().orElseThrow(() -> new IllegalArgumentException("an empty mask is no region"));
        boolean[] inside = new boolean[box.height() * box.width()];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = mask.at(box.y0() + index / box.width(), box.x0() + index % box.width());
        }
        return new Pixels(box, new Mask(box.height(), box.width(), inside));
    }

    /** The connected parts of a mask, corners connecting, in the order of their first pixels row by row. */
    static List<Pixels> components(Mask mask) {
        ConnectedComponents parts = ConnectedComponents.of(mask, ConnectedComponents.Neighbours.EIGHT);
        int[] labels = parts.labels();
        List<Pixels> regions = new ArrayList<>();
        for (int label = 1; label <= parts.count(); label++) {
            PixelBox box = parts.box(label);
            boolean[] inside = new boolean[box.height() * box.width()];
            for (int index = 0; index < inside.length; index++) {
                int row = box.y0() + index / box.width();
                int column = box.x0() + index % box.width();
                inside[index] = labels[row * mask.width() + column] == label;
            }
            regions.add(new Pixels(box, new Mask(box.height(), box.width(), inside)));
        }
        return regions;
    }
}
