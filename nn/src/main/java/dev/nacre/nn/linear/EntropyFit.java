package dev.nacre.nn.linear;

import dev.nacre.nn.InputException;
import java.util.Arrays;

/** What both kinds of {@link PenalisedRegression} do: they differ in the number of outputs alone. */
final class EntropyFit {
    private EntropyFit() {
    }

    static void checkPenalty(double penalty) {
        if (!(penalty >= 0) || Double.isInfinite(penalty)) {
            throw new IllegalArgumentException("a penalty of " + penalty + ": give a finite number, not below 0");
        }
    }

    /** @param start null to begin where all classes are equally probable */
    static LinearFit of(PenalisedRegression regression, int outputs, Lbfgs solver, LabelledFeatures cases,
            LinearClassifier start) {
        checkClasses(cases, regression.classes());
        if (start != null && (start.outputs() != outputs || start.width() != cases.width())) {
            throw new IllegalArgumentException("a classifier of " + start.width() + " features and " + start.outputs()
                    + " outputs is no start for " + cases.width() + " and " + outputs);
        }
        PenalisedEntropy function = new PenalisedEntropy(cases, outputs, regression.penalty());
        Lbfgs.Minimum found = solver.minimise(function,
                start == null ? new double[function.variables()] : function.point(start));
        return new LinearFit(function.classifier(found.point()), found.value(), found.steepest(), found.steps(),
                found.end());
    }

    private static void checkClasses(LabelledFeatures cases, int classes) {
        int highest = Arrays.stream(cases.classes()).max().orElseThrow();
        if (highest >= classes) {
            throw new IllegalArgumentException("a case is of class " + highest + ", and the last of " + classes
                    + " classes is " + (classes - 1));
        }
        boolean[] present = new boolean[classes];
        int different = 0;
        for (int row = 0; row < cases.cases(); row++) {
            int own = cases.classes()[row];
            if (cases.weights()[row] > 0 && !present[own]) {
                present[own] = true;
                different++;
            }
        }
        if (different < 2) {
            throw new InputException("all " + cases.cases() + " cases to learn from are of one class: give cases of"
                    + " another, or a larger share of the labels");
        }
    }
}
