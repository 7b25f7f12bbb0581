package dev.nacre.mammo.finealign.exam;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import dev.nacre.nn.text.BasicTokenizer;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.text.Tokenizer;
import dev.nacre.nn.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How texts of several sentences become tokens, with the words and sentences that the tokens belong to. Words are those
 * of BERT's basic tokenizer; each is split by itself, which is how word pieces work.
 *
 * @param tokenizer the model's own, of word pieces
 * @param longest most tokens of a text, start and end marks included; what comes after is cut off at a word's end
 */
public record WordInput(WordPieceTokenizer tokenizer, int longest) {
    private static final int MARKS = 2;

    /** Refuses texts without room for a word. */
    public WordInput {
        Objects.requireNonNull(tokenizer, "tokenizer");
        if (longest <= MARKS) {
            throw new IllegalArgumentException("texts of at most " + longest + " tokens hold no word beside the marks"
                    + " at both ends: allow more");
        }
    }

    /** The words of a text, as {@link #encode} counts them. */
    public List<String> words(String text) {
        return new BasicTokenizer(tokenizer.lowerCase()).words(text);
    }

    /**
     * Texts, padded to the longest of them.
     *
     * @param texts the sentences of each; a sentence that is cut off altogether has no word
     * @throws IllegalArgumentException if there is no text, or one without a word
     */
    public WordBatch encode(List<List<String>> texts) {
        List<Encoded> rows = texts.stream().map(this::encode1).toList();
        int length = rows.stream().mapToInt(row -> row.ids().size()).max().orElseThrow(() ->
                new IllegalArgumentException("there is no text to encode"));
        int words = rows.stream().mapToInt(row -> row.sentenceOfWord().size()).max().orElseThrow();
        int sentences = texts.stream().mapToInt(List::size).max().orElseThrow();
        int[] ids = new int[Math.multiplyExact(rows.size(), length)];
        int[] present = new int[ids.length];
        int[] wordOfToken = new int[ids.length];
        int[] sentenceOfWord = new int[Math.multiplyExact(rows.size(), words)];
        Arrays.fill(ids, tokenizer.paddingId());
        Arrays.fill(wordOfToken, -1);
        Arrays.fill(sentenceOfWord, -1);
        for (int text = 0; text < rows.size(); text++) {
            Encoded row = rows.get(text);
            for (int token = 0; token < row.ids().size(); token++) {
                ids[text * length + token] = row.ids().get(token);
                wordOfToken[text * length + token] = row.wordOfToken().get(token);
                present[text * length + token] = 1;
            }
            for (int word = 0; word < row.sentenceOfWord().size(); word++) {
                sentenceOfWord[text * words + word] = row.sentenceOfWord().get(word);
            }
        }
        return new WordBatch(new TokenBatch(rows.size(), length, ids, present), words, sentences, wordOfToken,
                sentenceOfWord);
    }

    private record Encoded(List<Integer> ids, List<Integer> wordOfToken, List<Integer> sentenceOfWord) {
    }

    private Encoded encode1(List<String> sentences) {
        int[] marks = tokenizer.encode("", longest);
        Encoded encoded = new Encoded(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        encoded.ids().add(marks[0]);
        encoded.wordOfToken().add(-1);
        boolean room = true;
        for (int sentence = 0; sentence < sentences.size() && room; sentence++) {
            for (String word : words(sentences.get(sentence))) {
                int[] pieces = tokenizer.encode(word, Integer.MAX_VALUE);
                room = encoded.ids().size() + pieces.length - 1 <= longest;
                if (!room) {
                    break;
                }
                for (int piece = 1; piece < pieces.length - 1; piece++) {
                    encoded.ids().add(pieces[piece]);
                    encoded.wordOfToken().add(encoded.sentenceOfWord().size());
                }
                encoded.sentenceOfWord().add(sentence);
            }
        }
        if (encoded.sentenceOfWord().isEmpty()) {
            throw new IllegalArgumentException("a text of " + sentences.size() + " sentences has no word"
                    + (room ? "" : " that fits into " + longest + " tokens"));
        }
        encoded.ids().add(marks[marks.length - 1]);
        encoded.wordOfToken().add(-1);
        return encoded;
    }

    /** For model files. */
    public Json.Fields toJson() {
        return Json.object().with("tokenizer", tokenizer.toJson()).with("longest_text", longest);
    }

    /**
     * What {@link #toJson} describes.
     *
     * @throws InputException if the tokenizer is not of word pieces
     * @throws dev.nacre.core.io.JsonException if a key is missing or holds another type
     */
    public static WordInput fromJson(Json json) {
        if (!(Tokenizer.fromJson(json.get("tokenizer")) instanceof WordPieceTokenizer pieces)) {
            throw new InputException("the coarse-to-fine model takes tokenizers of word pieces alone (vocab.txt)");
        }
        return new WordInput(pieces, Math.toIntExact(json.get("longest_text").whole()));
    }
}
