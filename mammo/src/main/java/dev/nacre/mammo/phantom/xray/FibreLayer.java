package dev.nacre.mammo.phantom.xray;

/**
 * Thin round fibres: ducts, vessels, spicules. Where two cross, the thicker one counts, so that the joints of a fibre
 * are not seen.
 */
final class FibreLayer {
    /** A thinner fibre is drawn as wide as this part of a pixel, and as much fainter. */
    private static final float NARROWEST = 0.6f;
    private static final float STEEPEST = 0.4f;

    private final AttenuationMap map;
    private final float[] ways;

    FibreLayer(AttenuationMap map) {
        this.map = map;
        this.ways = new float[map.height() * map.width()];
    }

    /** A straight piece from one place to another, with the radius in millimetres at either. */
    void piece(Compression.Place from, Compression.Place to, float fromRadius, float toRadius) {
        float dx = to.forward() - from.forward();
        float dy = to.up() - from.up();
        float dz = to.height() - from.height();
        float square = Math.max(1e-6f, dx * dx + dy * dy);
        // A ray meets more of a fibre that runs along it.
        float steep = 1 / Math.max(STEEPEST, (float) Math.sqrt(square / (square + dz * dz)));
        float reach = (float) Math.sqrt(square) / 2 + Math.max(fromRadius, toRadius) + map.pixel();
        map.around(from.forward() + dx / 2, from.up() + dy / 2, reach, (row, column) -> {
            float px = map.forward(column) - from.forward();
            float py = map.up(row) - from.up();
            float along = Math.clamp((px * dx + py * dy) / square, 0, 1);
            float ex = px - along * dx;
            float ey = py - along * dy;
            float radius = fromRadius + along * (toRadius - fromRadius);
            float drawn = Math.max(radius, NARROWEST * map.pixel());
            float rest = drawn * drawn - ex * ex - ey * ey;
            if (rest > 0) {
                float way = 2 * steep * (float) Math.sqrt(rest) * radius * radius / (drawn * drawn);
                int index = row * map.width() + column;
                ways[index] = Math.max(ways[index], way);
            }
        });
    }

    /**
     * Adds all fibres to the map, as far as there is tissue.
     *
     * @param attenuation of their matter beyond that of what they replace, per millimetre
     */
    void addTo(float attenuation) {
        float[] sums = map.sums();
        for (int index = 0; index < sums.length; index++) {
            sums[index] += sums[index] > 0 ? attenuation * ways[index] : 0;
        }
    }
}
