package dev.nacre.examples;

import dev.nacre.mammo.report.Assessment;
import dev.nacre.mammo.report.Language;
import dev.nacre.mammo.report.ReportFinding;
import dev.nacre.mammo.report.ReportParser;
import dev.nacre.mammo.report.Section;
import dev.nacre.mammo.report.SectionSplitter;
import dev.nacre.mammo.report.SentenceReading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a report and prints what it says. */
@Command(name = "report", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Reads the report of a mammogram and prints as CSV what each sentence says: findings,"
                + " categories, density, judgements, and why a sentence might leak.",
            "The text itself, which may name the patient, is printed with --text alone. docs/reports.md says how often"
                + " the parser is right. Research use, not for diagnosis."})
final class Report implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The report, a text file in UTF-8.")
    private Path file;

    @Option(names = "--language", defaultValue = "english", description = "Of the report: ${COMPLETION-CANDIDATES};"
            + " ${DEFAULT-VALUE} unless given.")
    private Language language;

    @Option(names = "--text", description = "Print each sentence too, in a last column.")
    private boolean text;

    private final CsvText table = new CsvText();

    /** Created by the command line alone. */
    Report() {
    }

    @Override
    public Integer call() {
        String report = ReportFile.read(file);
        row("section", "sentence", "what", "presence", "sides", "attributes", "places", "change", "leaks", "text");
        ReportParser parser = new ReportParser(language);
        int number = 0;
        for (Section section : new SectionSplitter(language).split(report)) {
            for (SentenceReading sentence : parser.parse(section.text())) {
                number++;
                say(word(section.kind()), number, sentence);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(table);
        out.flush();
        return 0;
    }

    private void say(String section, int number, SentenceReading sentence) {
        String leaks = words(sentence.leaks());
        String words = sentence.sentence().text();
        for (ReportFinding finding : sentence.findings()) {
            row(section, number, word(finding.kind()), word(finding.presence()), words(finding.sides()),
                    words(finding.attributes()), words(finding.locations()),
                    finding.change().map(Report::word).orElse(""), leaks, words);
        }
        for (Assessment assessment : sentence.assessments()) {
            row(section, number, "BI-RADS " + assessment.category().code(), "", words(assessment.sides()), "", "", "",
                    leaks, words);
        }
        sentence.density().ifPresent(density -> row(section, number, "density " + density, "", "", "", "", "", leaks,
                words));
        sentence.words().stream().sorted().forEach(word -> row(section, number, word(word), "", "", "", "", "", leaks,
                words));
    }

    private void row(Object... cells) {
        table.row(text ? cells : Arrays.copyOf(cells, cells.length - 1));
    }

    private static <E extends Enum<E>> String words(Collection<E> constants) {
        return constants.stream().sorted().map(Report::word).collect(Collectors.joining(" + "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
