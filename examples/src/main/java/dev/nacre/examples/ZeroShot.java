package dev.nacre.examples;

import dev.nacre.bench.DeviceOption;
import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.clip.ZeroShotScores;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares pictures with sentences by a trained Mammo-CLIP. */
@Command(name = "zeroshot", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Says how well each sentence fits each picture, by a trained model.",
            "With --table and no sentences, the sentences are those of the table, and the command counts the pictures"
                + " whose own sentence comes first. Research use, not for diagnosis."})
final class ZeroShot implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private PictureArguments pictures;

    @Mixin
    private SentenceArguments sentences;

    @Option(names = "--out", paramLabel = "FILE", description = "Write all scores to this CSV file.")
    private Path out;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    ZeroShot() {
    }

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            Outputs.checkWritable(out);
        }
        Optional<PretrainingTable> table = pictures.table();
        List<String> compared = sentences.sentences();
        if (compared.isEmpty()) {
            compared = table.map(PictureArguments::sections).orElseThrow(() -> new InputException(
                    "there are no sentences to compare with: give --sentence, --sentences or a --table with texts"));
        }
        List<FoundFile> files = pictures.files(table);
        FileEmbedder embedder = model.load(spec.commandLine().getErr());
        ZeroShotScores scores = embedder.predictor().zeroShot(
                ModelArguments.pictures(embedder, files, spec.commandLine().getErr()), embedder.sentences(compared));

        PrintWriter screen = spec.commandLine().getOut();
        ScoreTable result = new ScoreTable(files, compared, scores);
        result.print(screen);
        if (table.isPresent()) {
            printOwnFirst(screen, table.get(), files, compared, scores);
        }
        if (out != null) {
            result.write(out);
            screen.println("All scores are in " + out);
        }
        screen.flush();
        return 0;
    }

    private static void printOwnFirst(PrintWriter screen, PretrainingTable table, List<FoundFile> files,
            List<String> compared, ZeroShotScores scores) {
        Set<Path> known = new HashSet<>();
        Set<Path> first = new HashSet<>();
        for (Breast breast : table.breasts()) {
            List<Integer> own = breast.sections().stream().map(compared::indexOf).filter(place -> place >= 0).toList();
            for (Path file : breast.pictures().values().stream().flatMap(List::stream).toList()) {
                int picture = files.indexOf(FoundFile.given(file));
                if (!own.isEmpty()) {
                    known.add(file);
                }
                if (own.stream().anyMatch(sentence -> scores.rank(picture, sentence) == 1)) {
                    first.add(file);
                }
            }
        }
        screen.println(
                "A picture's own sentence comes first for " + first.size() + " of " + known.size() + " pictures");
    }
}
