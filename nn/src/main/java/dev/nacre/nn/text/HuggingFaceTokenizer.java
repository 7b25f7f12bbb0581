package dev.nacre.nn.text;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.nn.InputException;
import dev.nacre.nn.text.pipeline.PublishedTokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The tokenizer that a {@code tokenizer.json} of Hugging Face's tokenizers library describes: byte-pair encoding or
 * WordPiece with its normalisers, pre-tokenizers, added tokens and templates, giving the ids that the library gives.
 * What is not supported is refused when the file is read; {@code docs/text.md} lists what is.
 *
 * <p>The length of a text and of a batch's rows is the caller's choice; of the file's settings about truncation and
 * padding, the side that is cut and the padding's id count.
 */
public final class HuggingFaceTokenizer implements Tokenizer {
    static final String KIND = "tokenizer.json";
    private static final String FILE = "file";

    private final byte[] source;
    private final PublishedTokenizer tokenizer;

    private HuggingFaceTokenizer(byte[] source, PublishedTokenizer tokenizer) {
        this.source = source;
        this.tokenizer = tokenizer;
    }

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @throws InputException if the file is missing, too large, damaged, or asks for something that is not supported
     */
    public static HuggingFaceTokenizer read(Path file) {
        String text = JsonFile.text(file);
        try {
            PublishedTokenizer tokenizer = PublishedTokenizer.read(file.toString(), Json.parse(text));
            return new HuggingFaceTokenizer(text.getBytes(StandardCharsets.UTF_8), tokenizer);
        } catch (JsonException damaged) {
            throw new InputException(file + " is no tokenizer.json: " + damaged.getMessage(), damaged);
        }
    }

    /**
     * The tokenizer that {@link #toJson} describes.
     *
     * @throws InputException if it asks for something that is not supported
     * @throws JsonException if a key is missing or holds another type
     */
    public static HuggingFaceTokenizer fromJson(Json json) {
        Json file = json.get(FILE);
        return new HuggingFaceTokenizer(JsonWriter.compact(file).getBytes(StandardCharsets.UTF_8),
                PublishedTokenizer.read("the model's tokenizer", file));
    }

    /** The whole file, so that nothing is lost. */
    @Override
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND)
                .with(FILE, Json.parse(new String(source, StandardCharsets.UTF_8)));
    }

    @Override
    public int vocabularySize() {
        return tokenizer.vocabularySize();
    }

    @Override
    public int paddingId() {
        return tokenizer.padding();
    }

    @Override
    public int[] encode(String text, int maximumLength) {
        return tokenizer.pipeline().encode(text, maximumLength);
    }
}
