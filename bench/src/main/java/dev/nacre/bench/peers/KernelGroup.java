package dev.nacre.bench.peers;

import java.util.List;

/**
 * Kernels that have a goal together.
 *
 * @param family a short name, for charts
 * @param name   of the line that holds their geometric mean
 * @param works  the lines that make it up
 * @param goal   least geometric mean of the ratios
 * @param each   least single ratio, NaN where there is none
 */
record KernelGroup(String family, String name, List<NamedWork> works, double goal, double each) {
    /** Those whose name, or whose group's name, contains the text; in a quick run those of a quick run alone. */
    KernelGroup filtered(boolean quick, String only) {
        return new KernelGroup(family, name, works.stream().filter(work -> !quick || work.quick())
                .filter(work -> name.contains(only) || work.name().contains(only)).toList(), goal, each);
    }
}
