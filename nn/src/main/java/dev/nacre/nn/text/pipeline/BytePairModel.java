package dev.nacre.nn.text.pipeline;

import dev.nacre.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Byte-pair encoding (Sennrich et al. 2016): a word's characters are merged pair by pair, in the order in which the
 * merges were learned.
 */
final class BytePairModel implements SubwordModel {
    private static final int NONE = -1;

    private final Map<String, Integer> vocabulary;
    private final MergeTable merges;
    private final String prefix;
    private final String suffix;
    private final boolean wholeWordsFirst;
    private final int[] bytes;
    private final boolean fusesUnknown;
    private final int unknown;

    private BytePairModel(Section section, Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
        prefix = section.optionalBrief("continuing_subword_prefix").orElse("");
        suffix = section.optionalBrief("end_of_word_suffix").orElse("");
        wholeWordsFirst = section.flag("ignore_merges", false);
        bytes = section.flag("byte_fallback", false) ? bytes(vocabulary) : new int[0];
        fusesUnknown = section.flag("fuse_unk", false);
        unknown = unknown(section, vocabulary);
        merges = merges(section);
    }

    static BytePairModel read(Section section, Map<String, Integer> vocabulary) {
        section.only("vocab", "merges", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
                "fuse_unk", "byte_fallback", "ignore_merges");
        if (section.has("dropout") && section.decimal("dropout") != 0) {
            throw section.refusal("a dropout of merges makes ids random, which is not supported");
        }
        return new BytePairModel(section, vocabulary);
    }

    private MergeTable merges(Section section) {
        List<Json> items = section.items("merges");
        long[] pairs = new long[items.size()];
        int[] joined = new int[items.size()];
        for (int rank = 0; rank < pairs.length; rank++) {
            String[] sides = sides(items.get(rank));
            if (sides.length != 2 || !sides[1].startsWith(prefix)) {
                throw section.refusal("merge " + rank + " has not two sides, as \"a b\" or [\"a\", \"b\"], of which "
                        + "the right one starts with the prefix " + Section.quoted(prefix));
            }
            String whole = sides[0] + sides[1].substring(prefix.length());
            for (String token : List.of(sides[0], sides[1], whole)) {
                if (!vocabulary.containsKey(token)) {
                    throw section.refusal("the vocabulary lacks " + Section.quoted(token) + " of merge " + rank);
                }
            }
            pairs[rank] = MergeTable.pair(vocabulary.get(sides[0]), vocabulary.get(sides[1]));
            joined[rank] = vocabulary.get(whole);
        }
        return new MergeTable(pairs, joined);
    }

    /** {@code "a b"}, or {@code ["a", "b"]} in newer files, in which a side may hold a space. */
    private static String[] sides(Json merge) {
        return switch (merge) {
            case Json.Text(String text) -> text.split(" ", -1);
            case Json.Items(List<Json> items) when items.stream().allMatch(Json.Text.class::isInstance) ->
                items.stream().map(Json::text).toArray(String[]::new);
            default -> new String[0];
        };
    }

    private static int unknown(Section section, Map<String, Integer> vocabulary) {
        if (!section.has("unk_token")) {
            return NONE;
        }
        String token = section.text("unk_token");
        if (!vocabulary.containsKey(token)) {
            throw section.refusal("the vocabulary lacks the unknown token " + Section.quoted(token));
        }
        return vocabulary.get(token);
    }

    @Override
    public void spell(String word, Ids ids) {
        Integer whole = wholeWordsFirst ? vocabulary.get(word) : null;
        if (whole != null) {
            ids.add(whole);
            return;
        }
        Ids characters = new Ids();
        boolean pendingUnknown = false;
        for (int at = 0; at < word.length();) {
            int next = at + Character.charCount(word.codePointAt(at));
            String character = (at > 0 ? prefix : "") + word.substring(at, next)
                    + (next == word.length() ? suffix : "");
            Integer id = vocabulary.get(character);
            if (id != null) {
                if (pendingUnknown) {
                    characters.add(unknown);
                }
                pendingUnknown = false;
                characters.add(id);
            } else if (!addBytes(character, characters) && unknown != NONE) {
                if (pendingUnknown && !fusesUnknown) {
                    characters.add(unknown);
                }
                pendingUnknown = true;
            }
            at = next;
        }
        if (pendingUnknown) {
            characters.add(unknown);
        }
        new Merging(merges, characters.toArray()).into(ids);
    }

    /** The tokens {@code <0x00>} to {@code <0xFF>}. */
    private static int[] bytes(Map<String, Integer> vocabulary) {
        return IntStream.range(0, 256).map(value -> vocabulary.getOrDefault("<0x%02X>".formatted(value), NONE))
                .toArray();
    }

    /** Adds the tokens of a character's UTF-8 form, if all are there. */
    private boolean addBytes(String character, Ids characters) {
        if (bytes.length == 0) {
            return false;
        }
        int before = characters.size();
        for (byte value : character.getBytes(StandardCharsets.UTF_8)) {
            int id = bytes[value & 0xFF];
            if (id == NONE) {
                characters.cutTo(before);
                return false;
            }
            characters.add(id);
        }
        return true;
    }
}
