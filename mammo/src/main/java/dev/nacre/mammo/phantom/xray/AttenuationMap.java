package dev.nacre.mammo.phantom.xray;

/**
 * What each ray meets: attenuation per millimetre, summed up along the ray. Of a left breast, with the chest wall at
 * the left; a right one is mirrored at the end.
 */
final class AttenuationMap {
    private static final int MOST_PARTS = 12;

    private final int height;
    private final int width;
    private final float pixel;
    private final float nippleLevel;
    private final float[] sums;

    AttenuationMap(Acquisition acquisition, float nippleLevel) {
        this.height = acquisition.height();
        this.width = acquisition.width();
        this.pixel = (float) acquisition.pixel();
        this.nippleLevel = nippleLevel;
        this.sums = new float[height * width];
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** Millimetres. */
    float pixel() {
        return pixel;
    }

    /** {@code [height, width]}; not a copy. */
    float[] sums() {
        return sums;
    }

    /** Millimetres from the chest wall to the middle of a column. */
    float forward(int column) {
        return (column + 0.5f) * pixel;
    }

    /** Millimetres from the nipple's level up to the middle of a row. */
    float up(int row) {
        return nippleLevel - (row + 0.5f) * pixel;
    }

    /** The column of a place, which may lie outside the picture. */
    int column(float forward) {
        return (int) Math.floor(forward / pixel);
    }

    /** The row of a place, which may lie outside the picture. */
    int row(float up) {
        return (int) Math.floor((nippleLevel - up) / pixel);
    }

    /** Visits the pixels of a square around a place that are in the picture. */
    void around(float forward, float up, float reach, PixelVisitor visitor) {
        int top = Math.max(0, row(up + reach));
        int bottom = Math.min(height - 1, row(up - reach));
        int left = Math.max(0, column(forward - reach));
        int right = Math.min(width - 1, column(forward + reach));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                visitor.visit(row, column);
            }
        }
    }

    /**
     * Adds a ball. Pixels may be much larger than it: each gets the part of the ball's volume that lies over it.
     *
     * @param radius in millimetres
     * @param attenuation of its matter beyond that of what it replaces, per millimetre
     */
    void ball(float forward, float up, float radius, float attenuation) {
        int parts = Math.clamp((int) Math.ceil(3 * pixel / radius), 1, MOST_PARTS);
        float part = pixel / parts;
        around(forward, up, radius + pixel, (row, column) -> {
            float volume = 0;
            for (int i = 0; i < parts; i++) {
                float dy = up(row) - up + ((i + 0.5f) / parts - 0.5f) * pixel;
                for (int j = 0; j < parts; j++) {
                    float dx = forward(column) - forward + ((j + 0.5f) / parts - 0.5f) * pixel;
                    float rest = radius * radius - dx * dx - dy * dy;
                    if (rest > 0) {
                        volume += 2 * (float) Math.sqrt(rest) * part * part;
                    }
                }
            }
            sums[row * width + column] += attenuation * volume / (pixel * pixel);
        });
    }

    /** What is done with a pixel. */
    interface PixelVisitor {
        void visit(int row, int column);
    }
}
