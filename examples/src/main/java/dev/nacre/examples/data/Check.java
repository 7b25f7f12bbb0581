package dev.nacre.examples.data;

import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.data.sets.MammogramSet;
import dev.nacre.mammo.data.sets.MammogramSets;
import dev.nacre.mammo.data.sets.SameContent;
import dev.nacre.mammo.data.sets.SetContents;
import dev.nacre.mammo.data.sets.SplitCheck;
import dev.nacre.mammo.prepare.FileLook;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a set and says what is in it. */
@Command(name = "check", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Reads a set of mammograms as it was downloaded and says what is in it: pictures by part of the"
                + " split, side and view, labels, and what is missing, double or not understood.",
            "No patient is named, nor any file. A folder with another layout, and a patient on two sides of the split,"
                + " are errors. Research use, not for diagnosis."})
final class Check implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", completionCandidates = Names.class,
            description = "Which set: ${COMPLETION-CANDIDATES}.")
    private String name;

    @Parameters(index = "1", paramLabel = "DIR", description = "The folder into which it was downloaded.")
    private Path directory;

    @Option(names = "--json", description = "Print one JSON object with the same counts and with every problem.")
    private boolean json;

    @Option(names = "--skip-contents", description = "Do not compare the contents of files, by which pictures are found"
            + " that the set holds twice under different names.")
    private boolean skipContents;

    /** Created by the command line alone. */
    Check() {
    }

    /** For the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return MammogramSets.all().stream().map(MammogramSet::name).iterator();
        }
    }

    @Override
    public Integer call() {
        MammogramSet set = MammogramSets.named(name);
        SetContents contents = set.read(directory, new FileLook());
        if (!skipContents) {
            contents = compared(contents);
        }
        PrintWriter screen = spec.commandLine().getOut();
        SetSummary summary = new SetSummary(set, contents);
        if (json) {
            screen.println(JsonWriter.indented(summary.json()));
        } else {
            summary.lines().forEach(screen::println);
        }
        screen.flush();
        if (contents.records().isEmpty()) {
            throw new InputException("the folder " + directory + " holds no picture of " + set.name() + " that can be"
                    + " used: compare it with docs/data/" + set.name() + ".md");
        }
        SplitCheck.require(contents.records());
        return 0;
    }

    private SetContents compared(SetContents contents) {
        ComparisonProgress progress = new ComparisonProgress(spec.commandLine().getErr(),
                System.console() != null && System.console().isTerminal());
        SetContents compared = SameContent.without(contents, progress);
        progress.end();
        return compared;
    }
}
