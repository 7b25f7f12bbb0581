package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.SetRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes exams of the pictures of a set: those of one exam together, CC and MLO views alone, the first where a set has
 * several of a view.
 *
 * @param reports reads their reports
 * @param kinds of pictures that are taken
 */
public record ExamGrouping(ReportReader reports, Set<PictureKind> kinds) {
    /** All but subtracted pictures, which show contrast medium. */
    public static final Set<PictureKind> ORDINARY = Set.copyOf(EnumSet.complementOf(EnumSet.of(
            PictureKind.SUBTRACTED)));

    /** Copies the set. */
    public ExamGrouping {
        kinds = Set.copyOf(kinds);
    }

    /** Of ordinary pictures. */
    public ExamGrouping(ReportReader reports) {
        this(reports, ORDINARY);
    }

    /** The exams in the order in which the set names them; pictures without a side or a standard view fall out. */
    public List<Exam> of(List<SetRecord> records) {
        Map<List<String>, List<SetRecord>> exams = new LinkedHashMap<>();
        for (SetRecord record : records) {
            if (kinds.contains(record.kind()) && slot(record).isPresent()) {
                exams.computeIfAbsent(List.of(record.patient(), record.exam()), unused -> new ArrayList<>())
                        .add(record);
            }
        }
        return exams.values().stream().map(this::exam).toList();
    }

    private Exam exam(List<SetRecord> records) {
        Map<ExamView, ExamPicture> pictures = new EnumMap<>(ExamView.class);
        Map<Laterality, Pathology> pathology = new EnumMap<>(Laterality.class);
        Optional<DensityClass> density = Optional.empty();
        Optional<SetSplit> split = Optional.empty();
        for (SetRecord record : records) {
            pictures.putIfAbsent(slot(record).orElseThrow(), new ExamPicture(record.file(), record.findings()));
            record.pathology().ifPresent(known -> pathology.putIfAbsent(record.side(), known));
            density = density.or(record::density);
            split = split.or(record::split);
        }
        Optional<ExamReport> report = records.stream().filter(record -> !record.report().isEmpty()).findFirst()
                .flatMap(record -> reports.read(record.report()));
        return new Exam(records.getFirst().patient(), pictures, report, density, pathology, split);
    }

    private static Optional<ExamView> slot(SetRecord record) {
        return record.view().standard().flatMap(view -> ExamView.of(record.side(), view));
    }
}
