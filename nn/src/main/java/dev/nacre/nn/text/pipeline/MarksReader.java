package dev.nacre.nn.text.pipeline;

import dev.nacre.core.io.Json;
import java.util.List;

/**
 * Reads the {@code post_processor} of a {@code tokenizer.json}, as far as single texts go: what it says about pairs of
 * texts, and about places in them, is left aside.
 */
final class MarksReader {
    /** The name of the only text where there is no pair. */
    private static final String FIRST_TEXT = "A";

    private MarksReader() {
    }

    static Marks read(Section section) {
        return section.flattened("processors").stream().map(MarksReader::part)
                .reduce(Marks.NONE, (inner, outer) -> outer.around(inner));
    }

    private static Marks part(Section section) {
        return switch (section.type()) {
            case "TemplateProcessing" -> template(section.only("single", "pair", "special_tokens"));
            case "BertProcessing" -> startAndEnd(section.only("sep", "cls"));
            case "RobertaProcessing" -> startAndEnd(section.only("sep", "cls", "trim_offsets", "add_prefix_space"));
            case "ByteLevel" -> {
                section.only("add_prefix_space", "trim_offsets", "use_regex");
                yield Marks.NONE;
            }
            default -> throw section.unsupported("TemplateProcessing", "BertProcessing", "RobertaProcessing",
                    "ByteLevel", "Sequence");
        };
    }

    private static Marks startAndEnd(Section section) {
        return new Marks(new int[] {tokenAndId(section, "cls")}, new int[] {tokenAndId(section, "sep")});
    }

    private static int tokenAndId(Section section, String key) {
        List<Json> pair = section.items(key);
        if (pair.size() != 2) {
            throw section.refusal("\"" + key + "\" is a token and its id");
        }
        return Section.count(section.place() + "." + key, pair.get(1));
    }

    private static Marks template(Section section) {
        Section specials = section.section("special_tokens");
        Ids before = new Ids();
        Ids after = new Ids();
        int texts = 0;
        for (Section piece : section.sections("single")) {
            piece.only("SpecialToken", "Sequence");
            if (piece.has("Sequence")) {
                String text = described(piece.section("Sequence"));
                if (!text.equals(FIRST_TEXT)) {
                    throw section.refusal("the template for a single text holds the text " + Section.quoted(text));
                }
                texts++;
            } else {
                String token = described(piece.section("SpecialToken"));
                (texts == 0 ? before : after).addAll(ids(specials.section(token)));
            }
        }
        if (texts != 1) {
            throw section.refusal("the template for a single text holds the text " + texts + " times, not once");
        }
        return new Marks(before.toArray(), after.toArray());
    }

    /** Its name. Models here know one type of text. */
    private static String described(Section piece) {
        piece.only("id", "type_id");
        if (piece.count("type_id") != 0) {
            throw piece.refusal("token types other than 0 are not supported");
        }
        return piece.brief("id");
    }

    private static int[] ids(Section special) {
        special.only("id", "ids", "tokens");
        return special.items("ids").stream().mapToInt(id -> Section.count(special.place() + ".ids", id)).toArray();
    }
}
