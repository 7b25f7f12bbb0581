package dev.nacre.mammo.image;

/** The lowest and the highest level in a part of a picture. */
record LevelExtremes(int lowest, int highest) {
    static LevelExtremes of(GreyPicture picture, PixelBox bounds) {
        short[] levels = picture.levels();
        int lowest = 0xFFFF;
        int highest = 0;
        for (int row = bounds.y0(); row < bounds.y1(); row++) {
            int from = row * picture.width();
            for (int index = from + bounds.x0(); index < from + bounds.x1(); index++) {
                int level = Short.toUnsignedInt(levels[index]);
                lowest = Math.min(lowest, level);
                highest = Math.max(highest, level);
            }
        }
        return new LevelExtremes(lowest, highest);
    }
}
