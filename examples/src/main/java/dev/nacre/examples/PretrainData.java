package dev.nacre.examples;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.ClipLoader;
import dev.nacre.mammo.clip.TextInput;
import dev.nacre.mammo.data.FileHash;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.text.Vocabulary;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code pretrain} that say what is learned from. */
final class PretrainData {
    private static final int AHEAD = 2;
    private static final long MEBIBYTE = 1L << 20;
    private static final long DEFAULT_CACHE = 1024 * MEBIBYTE;

    @Option(names = "--table", required = true, paramLabel = "CSV",
            description = "A row per breast, with the columns patient_id, laterality, CC, MLO, text and fold.")
    private Path table;

    @Option(names = "--images", required = true, paramLabel = "DIR",
            description = "The folder against which the paths in the table are meant.")
    private Path images;

    @Option(names = "--fold", defaultValue = "0", paramLabel = "N",
            description = "Rows of this fold are left out of training, and validated on (default: ${DEFAULT-VALUE}).")
    private int fold;

    @Option(names = "--height", defaultValue = "380", paramLabel = "PIXELS",
            description = "Rows of the model's input (default: ${DEFAULT-VALUE}; published: 1520).")
    private int height;

    @Option(names = "--width", defaultValue = "228", paramLabel = "PIXELS",
            description = "Columns of the model's input (default: ${DEFAULT-VALUE}; published: 912).")
    private int width;

    @Option(names = "--batch", defaultValue = "8", paramLabel = "N",
            description = "Breasts in a step, each compared with all others (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--vocabulary", paramLabel = "FILE",
            description = "A BERT vocab.txt. Without it, a vocabulary is learned from the texts of the table.")
    private Path vocabulary;

    @Option(names = "--vocabulary-size", defaultValue = "2000", paramLabel = "N",
            description = "Most tokens of a learned vocabulary (default: ${DEFAULT-VALUE}).")
    private int vocabularySize;

    @Option(names = "--cased", description = "Keep capitals and accents of texts; otherwise they are removed.")
    private boolean cased;

    @Option(names = "--text-length", defaultValue = "64", paramLabel = "N",
            description = "Longest text in tokens; the rest is cut (default: ${DEFAULT-VALUE}; published: 256).")
    private int textLength;

    @Option(names = "--cache", paramLabel = "MIB",
            description = "Prepared pictures kept, in MiB (default: 1024, or a quarter of the heap if less).")
    private Integer cacheMebibytes;

    /** Created by the command line alone. */
    PretrainData() {
    }

    /** Refuses numbers that make no sense. */
    void check() {
        Numbers.atLeast("--height", height, 32);
        Numbers.atLeast("--width", width, 32);
        Numbers.atLeast("--batch", batch, 2);
        Numbers.atLeast("--text-length", textLength, 2);
        if (cacheMebibytes != null) {
            Numbers.atLeast("--cache", cacheMebibytes, 0);
        }
    }

    int fold() {
        return fold;
    }

    int textLength() {
        return textLength;
    }

    PretrainingTable table() {
        return PretrainingTable.read(table, images);
    }

    TextInput texts(PretrainingTable rows) {
        Vocabulary tokens = vocabulary != null ? Vocabulary.read(vocabulary)
                : new WordPieceTrainer(vocabularySize, 1, !cased).train(rows.texts());
        return new TextInput(new WordPieceTokenizer(tokens, !cased), textLength);
    }

    /** What says whether the data are the same another time. */
    Json.Fields hashes(PretrainingTable rows) {
        return Json.object().with("table", FileHash.of(List.of(table))).with("pictures", FileHash.of(rows.pictures()));
    }

    /** Also reads every picture that the cache holds, and the headers of all others. */
    ClipLoader loader(PretrainingTable rows, TextInput texts) {
        long budget = cacheMebibytes != null ? cacheMebibytes * MEBIBYTE
                : Math.min(DEFAULT_CACHE, Runtime.getRuntime().maxMemory() / 4);
        PictureCache cache = new PictureCache(PixelRecipe.plain(height, width), budget);
        cache.check(rows.pictures());
        return new ClipLoader(cache, texts, batch, AHEAD);
    }
}
