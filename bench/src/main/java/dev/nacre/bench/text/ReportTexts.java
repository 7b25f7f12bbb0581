package dev.nacre.bench.text;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.mammo.report.FindingTemplates;
import dev.nacre.mammo.report.Language;
import dev.nacre.mammo.report.Presence;
import dev.nacre.mammo.report.ReportFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reports about mammograms, made of the templates' sentences: the same ones every time. */
final class ReportTexts {
    private static final int REPORTS = 2_000;

    private ReportTexts() {
    }

    /** Texts of ten sentences or so. */
    static List<String> english() {
        FindingTemplates templates = new FindingTemplates(Language.ENGLISH);
        List<String> reports = new ArrayList<>(REPORTS);
        for (int number = 0; number < REPORTS; number++) {
            Key key = Key.of(number);
            List<String> sentences = new ArrayList<>();
            sentences.add(templates.sentence(DensityClass.values()[number % DensityClass.values().length], key));
            for (FindingKind kind : FindingKind.values()) {
                Presence presence = (number + kind.ordinal()) % 3 == 0 ? Presence.PRESENT : Presence.ABSENT;
                Laterality side = number % 2 == 0 ? Laterality.LEFT : Laterality.RIGHT;
                sentences.add(templates.sentence(new ReportFinding(kind, Set.of(side), presence, Set.of(), Set.of(),
                        Optional.empty()), key.child(kind.name())));
            }
            reports.add(String.join(" ", sentences));
        }
        return reports;
    }
}
