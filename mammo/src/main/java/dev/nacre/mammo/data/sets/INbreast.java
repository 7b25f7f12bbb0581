package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * INbreast: full-field digital mammograms from Porto with outlines of findings and reports in Portuguese. The names of
 * the DICOM files hold what the table has lost: the patient's hash. They write ML for the oblique view. The table has
 * semicolons, and two rows at its end that are no pictures. The set has no pathology of single pictures.
 */
final class INbreast implements MammogramSet {
    private static final String TABLE = "INbreast";
    private static final String PICTURES = "AllDICOMs";
    private static final Pattern FILE = Pattern.compile("([^_]+)_([^_]+)_MG_([LR])_([A-Z]+)_ANON\\.dcm");
    private static final Pattern REPORT = Pattern.compile("([^_]+)_(\\d+)_(\\d+)\\.txt");
    private static final Map<String, FindingCategory> FLAGS = Map.of("Mass", FindingCategory.MASS, "Micros",
            FindingCategory.CALCIFICATION, "Distortion", FindingCategory.ARCHITECTURAL_DISTORTION, "Asymmetry",
            FindingCategory.ASYMMETRY);

    /** What a picture's name tells. */
    private record Picture(Path file, String patient) {
    }

    @Override
    public String name() {
        return "inbreast";
    }

    @Override
    public String title() {
        return "INbreast";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 410L, SetCount.EXAMS, 115L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetTable table = folder.tableOrWorkbook(List.of(TABLE), StandardCharsets.ISO_8859_1, ';');
        Map<String, Picture> pictures = pictures(folder);
        Map<String, List<Path>> reports = reports(folder);
        SetCollector collector = new SetCollector();
        table.forEach(List.of("Laterality", "View", "File Name", "ACR", "Bi-Rads"), row -> {
            if (row.text("Laterality").isEmpty() && row.text("View").isEmpty()) {
                return;
            }
            Picture picture = pictures.get(row.text("File Name"));
            if (picture == null) {
                collector.missing(row.place());
                return;
            }
            Laterality side = collector.side(row, "Laterality");
            String date = row.text("Acquisition date");
            collector.add(new SetRecord(row.place(), picture.patient, picture.patient + " " + date, side,
                    view(collector.view(row, "View")), PictureKind.DIGITAL, picture.file,
                    collector.label(row, "Bi-Rads", Birads::named),
                    collector.label(row, "ACR", DensityClass::named), findings(folder, row, collector),
                    Optional.empty(), report(reports.getOrDefault(picture.patient, List.of()), date, row, collector),
                    Optional.empty()));
        });
        return collector.contents();
    }

    /** Mediolateral stands for mediolateral oblique in this set. */
    private static ViewName view(ViewName written) {
        return written.name().equals("ML") ? new ViewName("MLO") : written;
    }

    private static Map<String, Picture> pictures(SetFolder folder) {
        Map<String, Picture> pictures = new TreeMap<>();
        for (Path file : files(folder.needed(PICTURES))) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                pictures.putIfAbsent(name.group(1), new Picture(file, name.group(2)));
            }
        }
        if (pictures.isEmpty()) {
            throw folder.otherLayout("no file in " + PICTURES + " is named as in that set");
        }
        return pictures;
    }

    private static List<Finding> findings(SetFolder folder, SetTable.Row row, SetCollector collector) {
        List<Finding> findings = new ArrayList<>();
        folder.file("AllXML/" + row.text("File Name") + ".xml").ifPresent(file -> {
            try {
                findings.addAll(INbreastRegions.read(file, row.place(), collector));
            } catch (InputException damaged) {
                collector.problem(Kind.UNUSABLE_REGION, row.place(), damaged.getMessage());
            }
        });
        List<FindingCategory> outlined = findings.stream().flatMap(found -> found.categories().stream()).toList();
        // What the table marks with a cross and nobody outlined.
        new TreeMap<>(FLAGS).forEach((column, category) -> {
            if (row.text(column).equalsIgnoreCase("X") && !outlined.contains(category)) {
                findings.add(new Finding(List.of(category), List.of(), List.of(), Optional.empty(), Optional.empty()));
            }
        });
        return findings;
    }

    /** Reports by the patient's hash, with which their names begin; the folder may be left out. */
    private static Map<String, List<Path>> reports(SetFolder folder) {
        Map<String, List<Path>> reports = new TreeMap<>();
        Path place = folder.root().resolve("MedicalReports");
        for (Path file : Files.isDirectory(place) ? files(place) : List.<Path>of()) {
            Matcher name = REPORT.matcher(file.getFileName().toString());
            if (name.matches()) {
                reports.computeIfAbsent(name.group(1), unused -> new ArrayList<>()).add(file);
            }
        }
        return reports;
    }

    /** The report of the picture's month; of another month only where the patient has no other one. */
    private static List<ReportSection> report(List<Path> reports, String date, SetTable.Row row,
            SetCollector collector) {
        List<Path> ofMonth = reports.stream().filter(file -> {
            Matcher name = REPORT.matcher(file.getFileName().toString());
            return name.matches() && date.replaceAll("\\D", "").startsWith(name.group(2) + name.group(3));
        }).toList();
        List<Path> chosen = ofMonth.isEmpty() && reports.size() == 1 ? reports : ofMonth;
        if (chosen.isEmpty() && !reports.isEmpty()) {
            collector.problem(Kind.CONTRADICTION, row.place(), "the patient has several reports and none is of the"
                    + " picture's month, so that the picture gets none");
        }
        return chosen.stream().map(INbreast::section).toList();
    }

    private static ReportSection section(Path file) {
        try {
            return new ReportSection("report", Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException unreadable) {
            throw new InputException("a report cannot be read: check the permissions in " + file.getParent(),
                    unreadable);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new InputException("the folder " + folder + " cannot be read: check its permissions", unreadable);
        }
    }
}
