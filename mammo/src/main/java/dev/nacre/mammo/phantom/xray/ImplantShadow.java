package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.data.View;

/** What rays meet in an implant: a smooth lens of silicone at the chest wall, behind the tissue. */
final class ImplantShadow {
    private static final float DEEPEST = 30;

    private final AttenuationMap map;
    private final Compression compression;

    ImplantShadow(AttenuationMap map, Compression compression) {
        this.map = map;
        this.compression = compression;
    }

    void add(View view) {
        float reach = 0.55f * compression.depth();
        float half = 0.9f * compression.depth() * (view == View.CC ? 0.75f : 0.85f);
        map.around(0, 0, Math.max(reach, half), (row, column) -> {
            float u = map.forward(column) / reach;
            float v = map.up(row) / half;
            float rest = 1 - u * u - v * v;
            if (rest > 0) {
                map.sums()[row * map.width() + column] +=
                        (Attenuation.SILICONE - Attenuation.FAT) * DEEPEST * (float) Math.sqrt(rest);
            }
        });
    }
}
