package dev.nacre.mammo.phantom.xray;

/**
 * Values on a lattice with smooth ones between them: Catmull-Rom splines (Keys 1981, with a = −1/2), so that no lattice
 * shows.
 *
 * @param rows of the lattice
 * @param columns of the lattice
 * @param values {@code [rows, columns]}; not copied
 */
record SmoothGrid(int rows, int columns, float[] values) {
    /** The value at a place in units of the lattice; beyond the border it is repeated. */
    float at(float column, float row) {
        int j = (int) Math.floor(column);
        int i = (int) Math.floor(row);
        float u = column - j;
        float v = row - i;
        float sum = 0;
        for (int below = -1; below <= 2; below++) {
            int start = Math.clamp(i + below, 0, rows - 1) * columns;
            float line = weight(u + 1) * values[start + Math.clamp(j - 1, 0, columns - 1)]
                    + weight(u) * values[start + Math.clamp(j, 0, columns - 1)]
                    + weight(1 - u) * values[start + Math.clamp(j + 1, 0, columns - 1)]
                    + weight(2 - u) * values[start + Math.clamp(j + 2, 0, columns - 1)];
            sum += weight(Math.abs(v - below)) * line;
        }
        return sum;
    }

    private static float weight(float distance) {
        return distance < 1 ? 1 + distance * distance * (1.5f * distance - 2.5f)
                : 2 + distance * (-4 + distance * (2.5f - 0.5f * distance));
    }
}
