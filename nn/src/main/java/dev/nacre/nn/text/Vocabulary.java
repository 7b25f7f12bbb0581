package dev.nacre.nn.text;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A WordPiece vocabulary: an ordered list of distinct tokens whose position is the token's id. A token that continues
 * a word starts with {@code ##}. The file form is BERT's {@code vocab.txt}: UTF-8, one token per line, line number −
 * 1 = id.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Vocabulary {
    private final List<String> tokens;
    private final Map<String, Integer> ids;

    private Vocabulary(List<String> tokens, Map<String, Integer> ids) {
        this.tokens = tokens;
        this.ids = ids;
    }

    /**
     * A vocabulary of these tokens; the position is the id.
     *
     * @throws InputException if a token is empty or repeated, or one of {@link SpecialTokens#ALL} is missing
     */
    public static Vocabulary of(List<String> tokens) {
        return checked(tokens, "the token list", "position");
    }

    /**
     * Reads a {@code vocab.txt}.
     *
     * @throws InputException if the file is missing, unreadable, empty or not UTF-8, has an empty or repeated line, or
     *     lacks one of {@link SpecialTokens#ALL}
     */
    public static Vocabulary read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException missing) {
            throw new InputException(
                    "vocabulary " + file + " does not exist: give the path of a BERT vocab.txt", missing);
        } catch (CharacterCodingException encoding) {
            throw new InputException(
                    "vocabulary " + file + " is not UTF-8 text: give a BERT vocab.txt, one token per line", encoding);
        } catch (IOException unreadable) {
            throw new InputException(
                    "vocabulary " + file + " cannot be read: check that it is a file and its permissions", unreadable);
        }
        return checked(lines, "vocabulary " + file, "line");
    }

    private static Vocabulary checked(List<String> tokens, String where, String unit) {
        if (tokens.isEmpty()) {
            throw new InputException(
                    where + " is empty: it needs one token per line, " + SpecialTokens.ALL + " among them");
        }
        Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            if (token.isEmpty()) {
                throw new InputException(where + ", " + unit + " " + (id + 1)
                        + ": the token is empty; ids are positions, so use the model's original vocabulary");
            }
            Integer earlier = ids.putIfAbsent(token, id);
            if (earlier != null) {
                throw new InputException(where + ", " + unit + " " + (id + 1) + ": token '" + token
                        + "' already stands at " + unit + " " + (earlier + 1)
                        + "; every token needs one id, so use the model's original vocabulary");
            }
        }
        List<String> missing = SpecialTokens.ALL.stream().filter(token -> !ids.containsKey(token)).toList();
        if (!missing.isEmpty()) {
            throw new InputException(where + " lacks " + missing + ": a BERT vocabulary holds " + SpecialTokens.ALL
                    + "; check that this is a WordPiece vocab.txt and not another tokenizer's file");
        }
        return new Vocabulary(List.copyOf(tokens), ids);
    }

    /** Writes the vocabulary, whole or not at all, as a {@code vocab.txt} that {@link #read} gives back unchanged. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, tokens.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    /** Number of tokens. */
    public int size() {
        return tokens.size();
    }

    /** All tokens in the order of their ids. */
    public List<String> tokens() {
        return tokens;
    }

    /** The token with this id. */
    public String token(int id) {
        return tokens.get(id);
    }

    /** The tokens with these ids. */
    public List<String> tokens(int[] tokenIds) {
        List<String> found = new ArrayList<>(tokenIds.length);
        for (int id : tokenIds) {
            found.add(token(id));
        }
        return found;
    }

    /** The id of a token, empty when the vocabulary does not hold it. */
    public OptionalInt find(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The id of a token that must be there, such as one of {@link SpecialTokens}. */
    public int id(String token) {
        return find(token).orElseThrow(
                () -> new IllegalArgumentException("token '" + token + "' is not in the vocabulary"));
    }

    Map<String, Integer> ids() {
        return ids;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary vocabulary && tokens.equals(vocabulary.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary of " + tokens.size() + " tokens";
    }
}
