package dev.nacre.nn.text.pipeline;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a {@code tokenizer.json} of Hugging Face's tokenizers describes.
 *
 * @param pipeline       from text to ids
 * @param padding        fills rows of a batch
 * @param vocabularySize the largest id + 1
 */
public record PublishedTokenizer(Pipeline pipeline, int padding, int vocabularySize) {
    /** Characters of all added tokens; published ones have some ten thousand. */
    private static final int MOST_ADDED = 500_000;
    private static final List<String> PADDINGS = List.of("[PAD]", "<pad>", "<|padding|>", "<|pad|>");

    /**
     * Reads the whole file before anything is used.
     *
     * @param place the file's name, for messages
     * @throws InputException if something is missing, damaged or not supported; the sentence says what and where
     */
    public static PublishedTokenizer read(String place, Json json) {
        Section root = Section.of(place, json).only("version", "truncation", "padding", "added_tokens", "normalizer",
                "pre_tokenizer", "post_processor", "decoder", "model");
        if (root.has("version") && !root.text("version").equals("1.0")) {
            throw root.refusal("version " + Section.quoted(root.text("version"))
                    + " is not supported; Nacre reads version 1.0");
        }
        Section modelSection = root.section("model");
        Map<String, Integer> vocabulary = vocabulary(modelSection);
        SubwordModel model = model(modelSection, vocabulary);
        Map<String, Integer> all = new HashMap<>(vocabulary);
        List<AddedToken> added = root.has("added_tokens") ? added(root.sections("added_tokens"), all) : List.of();
        boolean cutsStart = root.optionalSection("truncation").filter(PublishedTokenizer::cutsStart).isPresent();
        Marks marks = root.optionalSection("post_processor").map(MarksReader::read).orElse(Marks.NONE);
        Pipeline pipeline = new Pipeline(added,
                root.optionalSection("normalizer").map(NormalizerReader::read).orElse(text -> text),
                root.optionalSection("pre_tokenizer").map(PreTokenizerReader::read).orElse(PreTokenizerReader.WHOLE),
                model, marks, cutsStart);
        int padding = root.optionalSection("padding").map(PublishedTokenizer::padding)
                .orElseGet(() -> PADDINGS.stream().map(all::get).filter(Objects::nonNull).findFirst().orElse(0));
        int largest = all.values().stream().reduce(Math.max(padding, marks.largest()), Math::max);
        return new PublishedTokenizer(pipeline, padding, largest + 1);
    }

    private static Map<String, Integer> vocabulary(Section model) {
        Section section = model.section("vocab");
        Map<String, Integer> ids = HashMap.newHashMap(section.fields().size());
        Set<Integer> taken = HashSet.newHashSet(section.fields().size());
        section.fields().forEach((token, id) -> {
            int number = Section.count(section.place(), id);
            if (!taken.add(number)) {
                throw section.refusal("the id " + number + " belongs to two tokens");
            }
            ids.put(token, number);
        });
        return ids;
    }

    /** Older files do not say their model's type. */
    private static SubwordModel model(Section section, Map<String, Integer> vocabulary) {
        String type = section.has("type") ? section.type() : section.has("merges") ? "BPE" : "WordPiece";
        return switch (type) {
            case "BPE" -> BytePairModel.read(section, vocabulary);
            case "WordPiece" -> WordPieceModel.read(section, vocabulary);
            default -> throw section.unsupported("BPE", "WordPiece");
        };
    }

    /** Adds what is new to {@code ids}. */
    private static List<AddedToken> added(List<Section> sections, Map<String, Integer> ids) {
        Map<String, AddedToken> tokens = new LinkedHashMap<>();
        long characters = 0;
        for (Section section : sections) {
            AddedToken token = AddedToken.read(section);
            characters += token.content().length();
            if (characters > MOST_ADDED) {
                throw section.refusal("the added tokens have more than " + MOST_ADDED + " characters in all");
            }
            Integer known = ids.putIfAbsent(token.content(), token.id());
            if (known != null && known != token.id()) {
                throw section.refusal("the token " + Section.quoted(token.content()) + " has the id " + token.id()
                        + " here and " + known + " elsewhere");
            }
            tokens.put(token.content(), token);
        }
        return List.copyOf(tokens.values());
    }

    /** How long is the caller's choice, as it is where models are used. */
    private static boolean cutsStart(Section truncation) {
        truncation.only("max_length", "strategy", "stride", "direction");
        return truncation.optionalBrief("direction").orElse("Right").equals("Left");
    }

    /** How far is the caller's choice; rows are padded behind their tokens. */
    private static int padding(Section padding) {
        padding.only("strategy", "direction", "pad_to_multiple_of", "pad_id", "pad_type_id", "pad_token");
        if (padding.optionalBrief("direction").orElse("Right").equals("Left")) {
            throw padding.refusal("padding before the tokens is not supported");
        }
        return padding.count("pad_id");
    }
}
