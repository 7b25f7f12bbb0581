package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.phantom.breast.Incidental;

/**
 * Something incidental over the years.
 *
 * @param incidental what it is
 * @param since years before the current exam at which it came to be; infinite if long ago
 */
record IncidentalCourse(Incidental incidental, double since) {
    boolean isThere(double yearsBefore) {
        return yearsBefore < since;
    }
}
