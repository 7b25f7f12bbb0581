package dev.nacre.mammo.report;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Laterality;
import java.util.Set;

/**
 * What a report makes of the breasts.
 *
 * @param category of BI-RADS
 * @param sides the breasts that it is about; empty where the report does not say
 */
public record Assessment(Birads category, Set<Laterality> sides) {
    public Assessment {
        sides = SideTerm.of(sides).breasts();
    }
}
