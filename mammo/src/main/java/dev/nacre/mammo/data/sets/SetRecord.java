package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One picture of a set and what the set says about it.
 *
 * @param place where it stands in the set
 * @param patient the patient, for grouping only; never shown
 * @param exam the examination, for grouping only; never shown; the patient's where the set does not tell them apart
 * @param side which breast
 * @param view which projection
 * @param kind how the picture was made
 * @param file the picture, which is there
 * @param birads assessment of the breast or, where the set gives that, of the picture
 * @param density density of the breast
 * @param findings what was seen; empty where nothing was, or where the set has no findings
 * @param pathology what is known of the breast, as the set defines it
 * @param report parts of the report; empty where the set has none
 * @param split the part of the set; empty where it has no parts
 * @param facts what only some sets say
 */
public record SetRecord(RowPlace place, String patient, String exam, Laterality side, ViewName view,
        PictureKind kind, Path file, Optional<Birads> birads, Optional<DensityClass> density, List<Finding> findings,
        Optional<Pathology> pathology, List<ReportSection> report, Optional<SetSplit> split,
        RecordFacts facts) {
    /** Copies the lists. */
    public SetRecord {
        findings = List.copyOf(findings);
        report = List.copyOf(report);
    }

    /** A picture of which the set says nothing more. */
    public SetRecord(RowPlace place, String patient, String exam, Laterality side, ViewName view, PictureKind kind,
            Path file, Optional<Birads> birads, Optional<DensityClass> density, List<Finding> findings,
            Optional<Pathology> pathology, List<ReportSection> report, Optional<SetSplit> split) {
        this(place, patient, exam, side, view, kind, file, birads, density, findings, pathology, report, split,
                RecordFacts.NONE);
    }

    /** This record with another pathology. */
    SetRecord withPathology(Optional<Pathology> other) {
        return new SetRecord(place, patient, exam, side, view, kind, file, birads, density, findings, other, report,
                split, facts);
    }

    /** This record with other findings. */
    SetRecord withFindings(List<Finding> other) {
        return new SetRecord(place, patient, exam, side, view, kind, file, birads, density, other, pathology, report,
                split, facts);
    }

    /** This record with other facts. */
    SetRecord with(RecordFacts other) {
        return new SetRecord(place, patient, exam, side, view, kind, file, birads, density, findings, pathology, report,
                split, other);
    }

    /** Says which row this is without patient, file or report, so that it may stand in a log. */
    @Override
    public String toString() {
        return "SetRecord[" + place + ", " + side + ", " + view.name() + "]";
    }
}
