package dev.nacre.mammo.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sentence of the tests with what it says, in keys "kind key".
 *
 * @param number from 1; odd sentences served to tune the tables, even ones were held back
 */
record WrittenSentence(int number, String text, List<String> keys) {
    private static final Map<String, String> SHORT = new HashMap<>();

    static {
        String names = """
                calc CALCIFICATION asym ASYMMETRY focal FOCAL_ASYMMETRY global GLOBAL_ASYMMETRY
                developing DEVELOPING_ASYMMETRY skin SKIN_CHANGE nipple NIPPLE_CHANGE node LYMPH_NODE
                surgical SURGICAL_CHANGE L LEFT R RIGHT B BILATERAL uo UPPER_OUTER ui UPPER_INNER lo LOWER_OUTER
                li LOWER_INNER up UPPER low LOWER out OUTER in INNER cen CENTRAL ret RETROAREOLAR ax AXILLARY
                ant ANTERIOR mid MIDDLE post POSTERIOR skincalc SKIN milk MILK_OF_CALCIUM finelinear FINE_LINEAR
                larger INCREASED smaller DECREASED gone RESOLVED
                """;
        String[] words = names.strip().split("\\s+");
        for (int i = 0; i < words.length; i += 2) {
            SHORT.put(words[i], words[i + 1]);
        }
    }

    boolean heldBack() {
        return number % 2 == 0;
    }

    static List<WrittenSentence> read(Language language) throws IOException {
        return read("sentences-" + language.code() + ".txt");
    }

    static List<WrittenSentence> read(String name) throws IOException {
        List<WrittenSentence> sentences = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(WrittenSentence.class.getResourceAsStream(
                "/reports/" + name), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    int bar = line.lastIndexOf('|');
                    sentences.add(new WrittenSentence(sentences.size() + 1, line.substring(0, bar).strip(),
                            expected(line.substring(bar + 1))));
                }
            }
        }
        return sentences;
    }

    private static List<String> expected(String items) {
        List<String> keys = new ArrayList<>();
        for (String item : items.split(";")) {
            String[] words = item.strip().split(" +");
            switch (words[0]) {
                case "" -> { }
                case "birads" -> keys.add("birads " + words[1] + "@"
                        + (words.length > 2 ? SHORT.get(words[2]) : "UNKNOWN"));
                case "density", "leak" -> keys.add(words[0] + " " + words[1].toUpperCase(Locale.ROOT));
                case "benign", "suspicious", "malignant" -> keys.add("word " + words[0].toUpperCase(Locale.ROOT));
                case "normal" -> keys.add("word NO_ABNORMALITY");
                default -> addFinding(words, keys);
            }
        }
        return keys;
    }

    private static void addFinding(String[] words, List<String> keys) {
        String name = full(words[0].replaceFirst("^[!?]", ""));
        if (words[0].startsWith("?")) {
            keys.add("doubt " + name);
        }
        String sign = words[0].startsWith("!") ? "no " : "";
        String side = "UNKNOWN";
        for (int i = 1; i < words.length; i++) {
            String word = full(words[i]);
            if (word.equals("LEFT") || word.equals("RIGHT") || word.equals("BILATERAL")) {
                side = word;
            } else {
                keys.add(kind(word) + " " + name + ":" + word);
            }
        }
        keys.add("finding " + sign + name);
        keys.add("side " + name + "@" + side);
    }

    private static String kind(String word) {
        if (Stream.of(Location.values()).map(Location::name).anyMatch(word::equals)) {
            return "location";
        }
        return Stream.of(Change.values()).map(Change::name).anyMatch(word::equals) ? "change" : "attribute";
    }

    private static String full(String word) {
        return SHORT.getOrDefault(word, word.toUpperCase(Locale.ROOT));
    }

    /** What the parser found, in the same keys. */
    static List<String> keys(List<SentenceReading> readings) {
        List<String> keys = new ArrayList<>();
        for (SentenceReading reading : readings) {
            for (ReportFinding finding : reading.findings()) {
                String name = finding.kind().name();
                keys.add("finding " + (finding.isAbsent() ? "no " : "") + name);
                if (finding.presence() == Presence.POSSIBLE) {
                    keys.add("doubt " + name);
                }
                finding.change().ifPresent(change -> keys.add("change " + name + ":" + change));
                keys.add("side " + name + "@" + SideTerm.of(finding.sides()));
                finding.attributes().forEach(attribute -> keys.add("attribute " + name + ":" + attribute));
                finding.locations().forEach(location -> keys.add("location " + name + ":" + location));
            }
            reading.assessments().forEach(birads -> keys.add("birads " + birads.category().code() + "@"
                    + SideTerm.of(birads.sides())));
            reading.density().ifPresent(density -> keys.add("density " + density));
            reading.words().forEach(word -> keys.add("word " + word));
            reading.leaks().forEach(leak -> keys.add("leak " + leak));
        }
        return keys;
    }
}
