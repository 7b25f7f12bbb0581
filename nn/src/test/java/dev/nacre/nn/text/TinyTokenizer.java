package dev.nacre.nn.text;

import dev.nacre.core.io.Json;
import java.util.Map;
import java.util.TreeMap;

/** A tokenizer.json of few tokens, whose parts a test may replace. */
final class TinyTokenizer {
    private static final Json FILE = Json.parse("""
            {"version": "1.0", "truncation": null, "padding": null,
             "added_tokens": [{"id": 0, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false,
                               "normalized": false, "special": true},
                              {"id": 9, "content": "[SEP]", "single_word": false, "lstrip": false, "rstrip": false,
                               "normalized": false, "special": true}],
             "normalizer": {"type": "Lowercase"},
             "pre_tokenizer": {"type": "WhitespaceSplit"},
             "post_processor": {"type": "TemplateProcessing",
                "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                           {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                "pair": [],
                "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [0], "tokens": ["[CLS]"]},
                                   "[SEP]": {"id": "[SEP]", "ids": [9], "tokens": ["[SEP]"]}}},
             "decoder": null,
             "model": {"type": "BPE", "dropout": null, "unk_token": "?", "continuing_subword_prefix": null,
                       "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false, "ignore_merges": false,
                       "vocab": {"?": 1, "m": 2, "a": 3, "s": 4, "ma": 5, "ss": 6, "mass": 7},
                       "merges": [["m", "a"], ["s", "s"], ["ma", "ss"]]}}""");

    private TinyTokenizer() {
    }

    /** As it is: "mass" is 7, and a text stands between 0 and 9. */
    static Json file() {
        return FILE;
    }

    /** With {@code json} under the path, such as {@code model.merges}. */
    static Json with(String path, String json) {
        return replaced(FILE, path, Json.parse(json));
    }

    private static Json replaced(Json json, String path, Json value) {
        int dot = path.indexOf('.');
        String key = dot < 0 ? path : path.substring(0, dot);
        Map<String, Json> fields = new TreeMap<>(json.fields());
        fields.put(key, dot < 0 ? value : replaced(json.get(key), path.substring(dot + 1), value));
        return new Json.Fields(fields);
    }

    /** The tokenizer of such a file. */
    static Tokenizer of(Json file) {
        return HuggingFaceTokenizer.fromJson(Json.object().with("file", file));
    }
}
