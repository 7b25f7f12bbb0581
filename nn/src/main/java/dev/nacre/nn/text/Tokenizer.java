package dev.nacre.nn.text;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns text into token ids. Safe for use by many threads. */
public sealed interface Tokenizer permits WordPieceTokenizer, HuggingFaceTokenizer {
    /**
     * Reads a {@code tokenizer.json} ({@link HuggingFaceTokenizer}), a BERT {@code vocab.txt}
     * ({@link WordPieceTokenizer}), or the one that a directory holds; of both, the former. A vocabulary's text is
     * lower-cased unless {@code do_lower_case} is false in a {@code tokenizer_config.json} beside it.
     *
     * @throws InputException if there is none, or it is damaged or asks for something that is not supported
     */
    static Tokenizer read(Path path) {
        return TokenizerFiles.read(path);
    }

    /** The {@code tokenizer.json} or {@code vocab.txt} of a directory, which {@link #read} would take. */
    static Optional<Path> findIn(Path directory) {
        return TokenizerFiles.findIn(directory);
    }

    /**
     * The tokenizer that {@link #toJson} describes.
     *
     * @throws InputException if it is of an unknown kind or asks for something that is not supported
     * @throws dev.nacre.core.io.JsonException if a key is missing or holds another type
     */
    static Tokenizer fromJson(Json json) {
        String kind = json.get("kind").text();
        return switch (kind) {
            case WordPieceTokenizer.KIND -> WordPieceTokenizer.fromJson(json);
            case HuggingFaceTokenizer.KIND -> HuggingFaceTokenizer.fromJson(json);
            default -> throw new InputException("the model's tokenizer is of kind '" + kind + "', and Nacre knows '"
                    + WordPieceTokenizer.KIND + "' and '" + HuggingFaceTokenizer.KIND + "'");
        };
    }

    /** For model files: all that {@link #fromJson} needs. */
    Json.Fields toJson();

    /** Number of different ids; a model's word embedding has as many rows. */
    int vocabularySize();

    /** The id that fills rows of a batch. */
    int paddingId();

    /**
     * The ids of a text with the tokens that mark its start and end, cut on the right to {@code maximumLength} ids,
     * those marks included. Not padded.
     *
     * @throws IllegalArgumentException if {@code maximumLength} leaves no room for the marks
     */
    int[] encode(String text, int maximumLength);

    /** Encodes each text as {@link #encode} does and pads the rows to one length. */
    default TokenBatch encodeBatch(List<String> texts, int maximumLength, Padding padding) {
        List<int[]> rows = new ArrayList<>(texts.size());
        int length = 0;
        for (String text : texts) {
            int[] row = encode(text, maximumLength);
            rows.add(row);
            length = Math.max(length, row.length);
        }
        if (padding == Padding.TO_MAXIMUM_LENGTH) {
            length = maximumLength;
        }
        int[] ids = new int[Math.multiplyExact(rows.size(), length)];
        int[] attentionMask = new int[ids.length];
        Arrays.fill(ids, paddingId());
        for (int index = 0; index < rows.size(); index++) {
            int[] row = rows.get(index);
            int start = index * length;
            System.arraycopy(row, 0, ids, start, row.length);
            Arrays.fill(attentionMask, start, start + row.length, 1);
        }
        return new TokenBatch(rows.size(), length, ids, attentionMask);
    }
}
