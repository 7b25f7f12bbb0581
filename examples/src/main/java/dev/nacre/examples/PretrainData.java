package dev.nacre.examples;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.ClipLoader;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.TextInput;
import dev.nacre.mammo.data.FileHash;
import dev.nacre.mammo.data.PretrainingRows;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.mammo.prepare.PictureStore;
import dev.nacre.mammo.prepare.PreparedNames;
import dev.nacre.nn.InputException;
import dev.nacre.nn.text.Vocabulary;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The options of {@code pretrain} that say what is learned from. */
final class PretrainData {
    private static final int AHEAD = 2;
    private static final int DEFAULT_HEIGHT = 380;
    private static final int DEFAULT_WIDTH = 228;
    private static final long MEBIBYTE = 1L << 20;
    private static final long DEFAULT_CACHE = 1024 * MEBIBYTE;

    @Option(names = "--table", paramLabel = "CSV",
            description = "A row per breast, with the columns patient_id, laterality, CC, MLO, text and fold.")
    private Path table;

    @Option(names = "--images", paramLabel = "DIR",
            description = "The folder against which the paths in the table are meant, or a store that prepare wrote.")
    private Path images;

    @Option(names = "--fold", defaultValue = "0", paramLabel = "N",
            description = "Rows of the table of this fold are left out of training, and validated on (default:"
                    + " ${DEFAULT-VALUE}).")
    private int fold;

    @Option(names = "--recipe", paramLabel = "NAME",
            description = "How pictures are prepared, see prepare --help (default: plain). A store has its own recipe.")
    private String recipe;

    @Option(names = "--height", paramLabel = "PIXELS",
            description = "Rows of the model's input (default: " + DEFAULT_HEIGHT + ", or the store's own; published:"
                    + " 1520).")
    private Integer height;

    @Option(names = "--width", paramLabel = "PIXELS",
            description = "Columns of the model's input (default: " + DEFAULT_WIDTH + ", or the store's own; published:"
                    + " 912).")
    private Integer width;

    @Option(names = "--batch", defaultValue = "8", paramLabel = "N",
            description = "Breasts in a step, each compared with all others (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--vocabulary", paramLabel = "FILE",
            description = "A BERT vocab.txt. Without it, a vocabulary is learned from the texts.")
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

    private PictureStore opened;
    private PretrainingTable read;

    /** Created by the command line alone. */
    PretrainData() {
    }

    /**
     * Refuses numbers that make no sense, and pictures of which nothing says whose they are.
     *
     * @param sets how many sets are learned from besides
     */
    void check(int sets) {
        if (table != null && images == null) {
            throw new InputException("--table names pictures: give their folder by --images");
        }
        if (images != null && table == null && sets != 1) {
            throw new InputException("--images holds the pictures of a table, or prepared ones of one set, and there is"
                    + (sets == 0 ? " neither" : " more than one") + ": give --table" + (sets == 0 ? " or --set"
                    : ", or leave --images out"));
        }
        if (table != null && sets > 0 && store().isPresent()) {
            throw new InputException("the store " + images + " holds pictures of the table alone: give the folder of"
                    + " its pictures where sets are mixed with it");
        }
        if (store().isPresent() && (recipe != null || height != null || width != null)) {
            throw new InputException("the pictures in the store " + images + " have their recipe and size: leave out"
                    + " --recipe, --height and --width, or prepare them again");
        }
        Numbers.atLeast("--height", height == null ? DEFAULT_HEIGHT : height, 32);
        Numbers.atLeast("--width", width == null ? DEFAULT_WIDTH : width, 32);
        Numbers.atLeast("--batch", batch, 2);
        Numbers.atLeast("--text-length", textLength, 2);
        if (cacheMebibytes != null) {
            Numbers.atLeast("--cache", cacheMebibytes, 0);
        }
    }

    int textLength() {
        return textLength;
    }

    /** Whether rows come from a table. */
    boolean hasTable() {
        return table != null;
    }

    /** The rows of the table; nothing where rows come from sets alone. */
    Optional<PretrainingRows> rows() {
        return hasTable() ? Optional.of(PretrainingRows.of(read(), fold)) : Optional.empty();
    }

    private PretrainingTable read() {
        if (read == null) {
            read = store().isEmpty() && !Files.isDirectory(images) ? PretrainingTable.read(table, images)
                    : PretrainingTable.read(table, images, this::prepared);
        }
        return read;
    }

    /**
     * Rows of a set with its prepared pictures, where --images has them: they lie below it as the originals below the
     * set's folder. Pictures that were not prepared are left out.
     *
     * @throws InputException if none was
     */
    PretrainingRows prepared(PretrainingRows rows, Path folder) {
        if (images == null || hasTable()) {
            return rows;
        }
        PretrainingRows found = rows.withPictures(file -> prepared(images.resolve(folder.relativize(file))));
        if (found.training().isEmpty()) {
            throw new InputException("--images " + images + " holds no picture of the set: prepare " + folder
                    + " whole, so that names stay, or leave --images out");
        }
        return found;
    }

    private Optional<Path> prepared(Path path) {
        return PreparedNames.find(path, store().<Predicate<Path>>map(pictures -> pictures::contains)
                .orElse(Files::isRegularFile));
    }

    TextInput texts(PretrainingRows rows) {
        Vocabulary tokens = vocabulary != null ? Vocabulary.read(vocabulary)
                : new WordPieceTrainer(vocabularySize, 1, !cased).train(rows.texts());
        return new TextInput(new WordPieceTokenizer(tokens, !cased), textLength);
    }

    /** The tokenizer of the weights to begin with, and this command's length. */
    TextInput texts(MammoClipPredictor start) {
        int positions = start.model().config().text().positions();
        if (textLength > positions) {
            throw new InputException("--text-length is " + textLength + ", and the weights to begin with know "
                    + positions + " positions: give at most that");
        }
        return new TextInput(start.texts().orElseThrow().tokenizer(), textLength);
    }

    /** What says whether table and pictures, and the weights to begin with, are the same another time. */
    Json.Fields hashes(PretrainingRows rows, Optional<Path> weights) {
        Json.Fields hashes = hasTable() ? Json.object().with("table", FileHash.of(List.of(table))) : Json.object();
        Json.Fields found = hashes.with("pictures", FileHash.of(store().isPresent() ? List.of(images)
                : rows.pictures()));
        return weights.map(file -> found.with("weights", FileHash.ofPieces(file))).orElse(found);
    }

    /** Also reads every picture that the cache holds, and the headers of all others; of a store, every checksum. */
    ClipLoader loader(PretrainingRows rows, TextInput texts) {
        long budget = cacheMebibytes != null ? cacheMebibytes * MEBIBYTE
                : Math.min(DEFAULT_CACHE, Runtime.getRuntime().maxMemory() / 4);
        PictureSource pictures = store().<PictureSource>map(found -> found)
                .orElseGet(() -> new PictureCache(PixelRecipe.named(recipe == null ? "plain" : recipe,
                        height == null ? DEFAULT_HEIGHT : height, width == null ? DEFAULT_WIDTH : width), budget));
        pictures.check(rows.pictures());
        return new ClipLoader(pictures, texts, batch, AHEAD);
    }

    /** Opened once, and open until the program ends: a training takes pictures from it at any time. */
    private Optional<PictureStore> store() {
        if (opened == null && images != null && Files.isRegularFile(images)) {
            opened = PictureStore.open(images, images);
        }
        return Optional.ofNullable(opened);
    }
}
