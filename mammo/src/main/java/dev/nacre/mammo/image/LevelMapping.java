package dev.nacre.mammo.image;

/**
 * What a {@link LevelPolicy} made of one picture: the level that each stored level becomes, high levels bright.
 *
 * @param description how, with the numbers found in this picture ("levels 12 to 3834")
 * @param bits of the new levels; 0 keeps the scale of the stored ones and does not round
 * @param table new level of every stored one, unsigned; {@code [2^stored bits]}
 */
public record LevelMapping(String description, int bits, short[] table) {
    /** The new level of a stored one. */
    public int level(int stored) {
        return Short.toUnsignedInt(table[stored]);
    }

    /** The part of a picture within bounds, mapped; a copy. */
    public GreyPicture apply(GreyPicture stored, PixelBox bounds) {
        short[] from = stored.levels();
        short[] levels = new short[Math.multiplyExact(bounds.height(), bounds.width())];
        for (int row = 0; row < bounds.height(); row++) {
            int source = (bounds.y0() + row) * stored.width() + bounds.x0();
            int target = row * bounds.width();
            for (int column = 0; column < bounds.width(); column++) {
                levels[target + column] = table[Short.toUnsignedInt(from[source + column])];
            }
        }
        return new GreyPicture(bounds.height(), bounds.width(), bits == 0 ? stored.bits() : bits, levels);
    }
}
