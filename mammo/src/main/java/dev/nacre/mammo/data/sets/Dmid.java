package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DMID: digital mammograms with masks and reports in English. Pictures, masks and reports have the same number in their
 * names and are told apart by their folders and endings, since capitals differ. The set does not tell which pictures
 * are of one patient.
 */
final class Dmid implements MammogramSet {
    private static final Pattern NAME = Pattern.compile("img\\s*0*(\\d+)", Pattern.CASE_INSENSITIVE);

    /** All files of one number. */
    private static final class Files {
        private Optional<Path> picture = Optional.empty();
        private Optional<Path> report = Optional.empty();
        private final List<Region> masks = new ArrayList<>();
    }

    @Override
    public String name() {
        return "dmid";
    }

    @Override
    public String title() {
        return "DMID, mammograms with masks and reports";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 510L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetCollector collector = new SetCollector();
        Map<Integer, Files> files = files(folder);
        if (files.values().stream().noneMatch(file -> file.picture.isPresent())) {
            throw folder.otherLayout("there is no picture such as IMG001.tif in it");
        }
        Map<Integer, DmidLabels> labels = DmidLabels.read(folder, collector);
        labels.forEach((number, label) -> {
            if (!files.containsKey(number) || files.get(number).picture.isEmpty()) {
                collector.missing(label.place());
            }
        });
        files.forEach((number, file) -> file.picture.ifPresent(picture -> {
            DmidLabels label = labels.getOrDefault(number, DmidLabels.none(new RowPlace("pictures", number)));
            if (label.findings().isEmpty() && label.pathologies().isEmpty()) {
                collector.problem(Kind.UNLABELLED, label.place(), "the picture has no row in the table, or none that"
                        + " says anything");
            }
            collector.add(new SetRecord(label.place(), number.toString(), number.toString(), label.side(), label.view(),
                    PictureKind.DIGITAL, picture, Optional.empty(), Optional.empty(),
                    Finding.placed(label.findings(), file.masks), label.pathologies().stream()
                            .min(Comparator.<Pathology>naturalOrder()), report(file, label.place(), collector),
                    Optional.empty()));
        }));
        return collector.contents();
    }

    private static Map<Integer, Files> files(SetFolder folder) {
        Map<Integer, Files> found = new TreeMap<>();
        folder.filesByStem().forEach((stem, paths) -> {
            Matcher name = NAME.matcher(stem);
            if (!name.matches() || name.group(1).length() > 6) {
                return;
            }
            Files files = found.computeIfAbsent(Integer.valueOf(name.group(1)), unused -> new Files());
            for (Path path : paths) {
                String file = path.getFileName().toString().toLowerCase(Locale.ROOT);
                String place = folder.root().relativize(path).toString().toLowerCase(Locale.ROOT);
                if (file.endsWith(".txt")) {
                    files.report = files.report.or(() -> Optional.of(path));
                } else if (place.contains("mask") || place.contains("annotation")) {
                    files.masks.add(new Region.MaskFile(path));
                } else if (file.endsWith(".tif") || file.endsWith(".tiff")) {
                    files.picture = files.picture.or(() -> Optional.of(path));
                }
            }
        });
        return found;
    }

    private static List<ReportSection> report(Files files, RowPlace place, SetCollector collector) {
        if (files.report.isEmpty()) {
            collector.problem(Kind.MISSING_FILE, place, "the report is not there; download it");
            return List.of();
        }
        try {
            return List.of(new ReportSection("report", ReportText.read(files.report.get())));
        } catch (IOException unreadable) {
            collector.problem(Kind.UNREADABLE, place, "the report cannot be read; check its permissions");
            return List.of();
        }
    }
}
