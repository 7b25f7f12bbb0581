package dev.nacre.nn.text;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.nn.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the tokenizer that a path means: one of the files below, or a directory that holds one. */
final class TokenizerFiles {
    private static final String WHOLE = "tokenizer.json";
    private static final String VOCABULARY = "vocab.txt";
    /** Says beside a vocabulary how text is prepared for it. */
    private static final String SETTINGS = "tokenizer_config.json";

    private TokenizerFiles() {
    }

    static Tokenizer read(Path path) {
        Path file = !Files.isDirectory(path) ? path
                : findIn(path).orElseThrow(() -> new InputException(path + " holds neither " + WHOLE + " nor "
                        + VOCABULARY + ", and these are the tokenizers that Nacre reads"));
        return file.toString().endsWith(".txt") ? wordPiece(file) : HuggingFaceTokenizer.read(file);
    }

    static Optional<Path> findIn(Path directory) {
        return Stream.of(WHOLE, VOCABULARY).map(directory::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static Tokenizer wordPiece(Path vocabulary) {
        Path settings = vocabulary.resolveSibling(SETTINGS);
        return new WordPieceTokenizer(Vocabulary.read(vocabulary), !Files.exists(settings) || lowerCase(settings));
    }

    /** Where nothing is said, BERT's tokenizer lower-cases. */
    private static boolean lowerCase(Path settings) {
        try {
            Json json = Json.parse(JsonFile.text(settings));
            boolean lowerCase = flag(json, "do_lower_case", true);
            if (flag(json, "strip_accents", lowerCase) != lowerCase || !flag(json, "tokenize_chinese_chars", true)
                    || !flag(json, "do_basic_tokenize", true)) {
                throw new InputException(settings + " asks for a treatment of accents or words that is not BERT's own;"
                        + " this is read of a tokenizer.json alone");
            }
            return lowerCase;
        } catch (JsonException damaged) {
            throw new InputException(settings + " cannot be used: " + damaged.getMessage(), damaged);
        }
    }

    private static boolean flag(Json json, String key, boolean otherwise) {
        return json.find(key).filter(value -> !value.equals(Json.NULL)).map(Json::truth).orElse(otherwise);
    }
}
