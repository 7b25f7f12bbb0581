package dev.nacre.mammo.phantom.breast;

import dev.nacre.nn.InputException;

/**
 * The form of a breast: half an ellipsoid on a round base. In millimetres.
 *
 * @param depth from the chest wall to the skin before the nipple
 * @param radius of the base
 * @param skin thickness of the skin
 * @param thickness of the breast when it is compressed
 * @param fat usual thickness of the fat between the skin and the glandular tissue
 * @param pectoral width of the pectoral muscle at the upper edge of an oblique view
 */
public record BreastShape(double depth, double radius, double skin, double thickness, double fat, double pectoral) {
    /** Refuses what cannot be compressed into a picture of 24 cm. */
    public BreastShape {
        if (!(depth >= 30 && depth <= 150 && radius >= 40 && radius <= 110 && skin >= 0.5 && skin <= 5
                && thickness >= 15 && thickness <= 100 && fat >= 1 && fat <= 40 && pectoral >= 0 && pectoral <= 90)) {
            throw new InputException("a breast needs a depth of 30 to 150 mm, a base of 40 to 110 mm, skin of 0.5 to"
                    + " 5 mm, a compressed thickness of 15 to 100 mm, 1 to 40 mm of fat and a muscle of 0 to 90 mm;"
                    + " got " + depth + ", " + radius + ", " + skin + ", " + thickness + ", " + fat + " and "
                    + pectoral);
        }
    }

    /** 0 on the line from chest wall to nipple at the chest wall, 1 at the skin, more outside. */
    public double relativeRadius(BreastPoint point) {
        double along = point.forward() / depth;
        double across = (point.outward() * point.outward() + point.upward() * point.upward()) / (radius * radius);
        return Math.sqrt(along * along + across);
    }

    /** About how far a point is below the outside of the skin, in millimetres; negative outside. */
    public double below(BreastPoint point) {
        double relative = relativeRadius(point);
        if (relative < 1e-9) {
            return Math.min(depth, radius);
        }
        double along = point.forward() / (depth * depth);
        double outward = point.outward() / (radius * radius);
        double upward = point.upward() / (radius * radius);
        return (1 - relative) * relative / Math.sqrt(along * along + outward * outward + upward * upward);
    }

    /** Whether something of this radius in millimetres lies in the tissue: off the skin and off the chest wall. */
    public boolean holds(BreastPoint centre, double size) {
        return centre.forward() > size + 5 && below(centre) > size + skin + 2;
    }
}
