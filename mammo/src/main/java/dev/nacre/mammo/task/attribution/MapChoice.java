package dev.nacre.mammo.task.attribution;

/**
 * Which maps a task makes of what its scores come from.
 *
 * @param method of the maps
 * @param tested pictures on which the maps are tested, or all where there are fewer
 */
public record MapChoice(MapMethod method, int tested) {
    /** Refuses to test on nothing. */
    public MapChoice {
        if (tested < 1) {
            throw new IllegalArgumentException("maps that are tested on " + tested + " pictures: give at least 1");
        }
    }
}
