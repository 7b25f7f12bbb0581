package dev.nacre.examples.task;

import dev.nacre.mammo.eval.cases.CaseUnit;
import picocli.CommandLine.Option;

/** The option that says what counts once. */
final class TaskUnit {
    @Option(names = "--unit", defaultValue = "breast", paramLabel = "UNIT",
            description = "What counts once: finding (a row of a table of findings, as published for VinDr-Mammo),"
                    + " picture, breast or patient (default: ${DEFAULT-VALUE}).")
    private CaseUnit unit;

    /** Created by the command line alone. */
    TaskUnit() {
    }

    CaseUnit unit() {
        return unit;
    }
}
