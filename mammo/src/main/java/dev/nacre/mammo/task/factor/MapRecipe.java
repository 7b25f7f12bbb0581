package dev.nacre.mammo.task.factor;

/** How a channel that is near to a query says where. The published code makes no maps. */
public enum MapRecipe {
    /**
     * Where it is high: stretched to 0 to 1 over its own places. The recipe of the specification, and meant for the
     * last map, whose channels are never much below 0.
     */
    STRETCHED,
    /**
     * Where it differs from its own mean in the direction in which the attribute's network listens: (F_p − mean of F)
     * times the slope of the cosine by F_p. Channels of finer maps come out of linear layers and may as well be low
     * where an attribute is; stretched, they would point everywhere else.
     */
    SLOPES;

    /** The one that suits maps of a level. */
    public static MapRecipe usual(int level) {
        return level == FactorConfig.LAST_LEVEL ? STRETCHED : SLOPES;
    }

    /** What a channel shows, {@code [places]}; the same everywhere where the channel is. */
    double[] shown(float[] maps, float[] slopes, int start, int places) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int place = start; place < start + places; place++) {
            low = Math.min(low, maps[place]);
            high = Math.max(high, maps[place]);
            sum += maps[place];
        }
        double[] shown = new double[places];
        for (int place = 0; high > low && place < places; place++) {
            double value = maps[start + place];
            shown[place] = switch (this) {
                case STRETCHED -> (value - low) / (high - low);
                case SLOPES -> (value - sum / places) * slopes[start + place];
            };
        }
        return shown;
    }
}
