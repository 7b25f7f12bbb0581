package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * MiniMIAS: 322 digitised films of 1024 x 1024 in pairs, all oblique. Odd numbers are right breasts and even ones the
 * left breasts of the same patients. The table stands in a text among its own explanation; it counts rows from the
 * lower edge, has several lines for some films, and omits the place of scattered calcifications.
 */
final class Mias implements MammogramSet {
    private static final List<String> TABLES = List.of("Info.txt", "info.txt", "README", "00README.txt");
    private static final Pattern FILM = Pattern.compile("mdb(\\d{3})");
    private static final int SIZE = 1024;

    /** A film with its findings so far. */
    private record Film(RowPlace place, int number, Path file, List<Finding> findings, List<Pathology> pathologies) {
        SetRecord record() {
            // 1 and 2 are of one patient, and so on.
            String patient = Integer.toString((number + 1) / 2);
            return new SetRecord(place, patient, patient, number % 2 == 0 ? Laterality.LEFT : Laterality.RIGHT,
                    new ViewName("MLO"), PictureKind.FILM, file, Optional.empty(), Optional.empty(), findings,
                    pathologies.stream().min(Comparator.naturalOrder()), List.of(), Optional.empty());
        }
    }

    @Override
    public String name() {
        return "mias";
    }

    @Override
    public String title() {
        return "MiniMIAS";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 322L, SetCount.PATIENTS, 161L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        Path table = TABLES.stream().flatMap(name -> Stream.of(name, "all-mias/" + name))
                .flatMap(name -> folder.file(name).stream()).findFirst()
                .orElseThrow(() -> folder.otherLayout("there is no Info.txt in it"));
        Map<String, List<Path>> files = folder.filesByStem();
        SetCollector collector = new SetCollector();
        Map<String, Film> films = new LinkedHashMap<>();
        SetTable.ofLines(table, StandardCharsets.ISO_8859_1).forEachUnnamed(line -> {
            List<String> words = List.of(line.text("0").split("\\s+"));
            if (FILM.matcher(words.getFirst()).matches() && words.size() >= 3) {
                abnormality(line.place(), words, files, look, films, collector);
            }
        });
        films.values().forEach(film -> collector.add(film.record()));
        if (films.isEmpty() && collector.contents().problems().isEmpty()) {
            throw folder.otherLayout("no line of its Info.txt begins with a film such as mdb001");
        }
        return collector.contents();
    }

    private static void abnormality(RowPlace place, List<String> words, Map<String, List<Path>> files,
            PictureLook look, Map<String, Film> films, SetCollector collector) {
        String name = words.getFirst();
        Optional<Path> file = files.getOrDefault(name, List.of()).stream().findFirst();
        if (file.isEmpty()) {
            collector.missing(place);
            return;
        }
        Film film = films.computeIfAbsent(name, unused -> new Film(place, Integer.parseInt(name.substring(3)),
                file.get(), new ArrayList<>(), new ArrayList<>()));
        Optional<MiasWords> meaning = MiasWords.of(words.get(2));
        if (meaning.isEmpty()) {
            collector.problem(Kind.UNKNOWN_LABEL, place, "the third word is no class of abnormality that is known");
            return;
        }
        Optional<Pathology> pathology = meaning.get().categories().isEmpty() ? Optional.of(Pathology.NORMAL)
                : words.stream().skip(3).limit(1).flatMap(word -> MiasWords.severity(word).stream()).findFirst();
        pathology.ifPresent(film.pathologies::add);
        if (!meaning.get().categories().isEmpty()) {
            List<Region> circle = circle(place, words, file.get(), look, collector).stream().toList();
            film.findings.add(new Finding(meaning.get().categories(), meaning.get().words(), circle, Optional.empty(),
                    pathology));
        }
    }

    /** The circle of a line; nothing where the line has no numbers, as for scattered calcifications. */
    private static Optional<Region> circle(RowPlace place, List<String> words, Path file, PictureLook look,
            SetCollector collector) {
        if (words.size() < 7 || !words.subList(4, 7).stream().allMatch(word -> word.matches("\\d{1,4}"))) {
            return Optional.empty();
        }
        if (look.head(file).filter(head -> head.height() == SIZE && head.width() == SIZE).isEmpty()) {
            collector.problem(Kind.UNUSABLE_REGION, place, "the picture is not of 1024 x 1024, to which the circle"
                    + " belongs; take the published one");
            return Optional.empty();
        }
        double radius = Double.parseDouble(words.get(6));
        return Optional.of(new Region.Ellipse(new Region.Point(Double.parseDouble(words.get(4)),
                SIZE - Double.parseDouble(words.get(5))), radius, radius, 0));
    }
}
