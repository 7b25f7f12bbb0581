package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reports of CDD-CESM: a word-processor document for each patient, whose number is the only one in its name. What
 * they say about contrast is left out.
 *
 * @param sections what is kept, by the patient's number
 */
record CddCesmReports(Map<String, ReportSection> sections) {
    private static final String REPORTS = "reports";
    private static final Pattern NUMBER = Pattern.compile("\\D*?0*(\\d+)\\D*");

    /** Reads them all from the files of the set, by their names without ending; none need be there. */
    static CddCesmReports among(Map<String, List<Path>> files, SetCollector collector) {
        Map<String, ReportSection> sections = new HashMap<>();
        int number = 0;
        for (List<Path> sameName : new TreeMap<>(files).values()) {
            for (Path file : sameName) {
                String name = file.getFileName().toString();
                // Word leaves such files behind while a document is open.
                if (name.endsWith(".docx") && !name.startsWith("~$")) {
                    number++;
                    read(file, new RowPlace(REPORTS, number), sections, collector);
                }
            }
        }
        return new CddCesmReports(sections);
    }

    private static void read(Path file, RowPlace place, Map<String, ReportSection> sections, SetCollector collector) {
        Matcher patient = NUMBER.matcher(SetFolder.stem(file.getFileName().toString()));
        if (!patient.matches()) {
            collector.problem(Kind.REPORT_LEFT_OUT, place, "the document's name does not hold one number, a patient's");
            return;
        }
        List<String> lines;
        try {
            lines = ContrastReport.lowEnergyPart(WordText.paragraphs(file));
        } catch (InputException damaged) {
            collector.problem(Kind.UNREADABLE, place, "the document cannot be read; download it again");
            return;
        }
        if (lines.isEmpty()) {
            collector.problem(Kind.REPORT_LEFT_OUT, place, "no heading says where its part on the low-energy mammogram"
                    + " begins, so it may be about contrast");
        } else if (sections.putIfAbsent(patient.group(1), new ReportSection("low-energy mammogram",
                String.join("\n", lines))) != null) {
            collector.problem(Kind.DUPLICATE, place, "there is another document of the same number, which is kept");
        }
    }

    /** The report of a patient's low-energy pictures; subtracted ones get none. */
    List<ReportSection> of(String patient, PictureKind kind) {
        Matcher number = NUMBER.matcher(patient);
        ReportSection section = number.matches() ? sections.get(number.group(1)) : null;
        return section == null || kind != PictureKind.LOW_ENERGY ? List.of() : List.of(section);
    }
}
