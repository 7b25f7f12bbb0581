package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Pathology;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * NL-Breast-Screening (Newfoundland and Labrador): screening exams with proven cancers and the radiologists' false
 * positives. The table has no column for patients: the folder above sides and views is one's. Its paths are of Windows.
 * Labels are taken from each picture's own row; the table does not say whether they are of the breast or of the exam.
 */
final class NlBreastScreening implements MammogramSet {
    private static final String TABLE = "NLBSP-metadata.csv";
    /** Folders behind that of the patient: side, view and file. */
    private static final int BELOW_PATIENT = 3;

    @Override
    public String name() {
        return "nl-breast-screening";
    }

    @Override
    public String title() {
        return "NL-Breast-Screening";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.EXAMS, 5_997L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetCollector collector = new SetCollector();
        folder.table(TABLE).forEach(List.of("File Path", "Image Laterality", "View Position", "Cancer",
                "False Positive"), row -> {
                    String path = row.text("File Path").replace('\\', '/');
                    Optional<Path> file = Stream.of("", "images/").flatMap(place -> folder.file(place + path).stream())
                            .findFirst();
                    if (file.isEmpty()) {
                        collector.missing(row.place());
                        return;
                    }
                    String patient = patient(path);
                    Optional<Boolean> cancer = collector.truth(row, "Cancer");
                    Optional<Boolean> falsePositive = collector.truth(row, "False Positive");
                    collector.add(new SetRecord(row.place(), patient, patient, collector.side(row, "Image Laterality"),
                            collector.view(row, "View Position"), PictureKind.DIGITAL, file.get(), Optional.empty(),
                            Optional.empty(), List.of(), cancer.map(found ->
                                    found ? Pathology.MALIGNANT : Pathology.NO_CANCER), List.of(), Optional.empty())
                            .with(RecordFacts.NONE.withRecall(recalled(cancer, falsePositive))));
                });
        return collector.contents();
    }

    private static String patient(String path) {
        String[] parts = path.split("/");
        return parts.length > BELOW_PATIENT ? parts[parts.length - 1 - BELOW_PATIENT] : path;
    }

    /** Whether a woman with cancer was called back for it, the set does not say. */
    private static Optional<Boolean> recalled(Optional<Boolean> cancer, Optional<Boolean> falsePositive) {
        return cancer.equals(Optional.of(true)) ? Optional.empty() : falsePositive;
    }
}
