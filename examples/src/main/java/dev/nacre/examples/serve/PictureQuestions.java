package dev.nacre.examples.serve;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.Mammography;
import dev.nacre.mammo.clip.ZeroShotScores;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model is asked about pictures and sentences. Answers repeat nothing that a client sent, since that could
 * identify a patient: sentences are called by their numbers.
 */
final class PictureQuestions {
    private static final int MOST_SENTENCES = 64;
    private static final int LONGEST_SENTENCE = 2000;
    private static final String PARAMETER = "sentence=";

    private final Mammography model;
    private final List<String> sentences;
    private final float[][] vectors;

    /** @param sentences that pictures are compared with where a request brings none; may be empty */
    PictureQuestions(Mammography model, List<String> sentences) {
        this.model = model;
        this.sentences = List.copyOf(sentences);
        vectors = sentences.isEmpty() ? new float[0][] : model.embedSentences(sentences);
    }

    List<String> sentences() {
        return sentences;
    }

    /** The vector of a picture. */
    Json.Fields embedding(byte[] picture) {
        return Json.object().with("embedding", numbers(model.embedPicture(picture)));
    }

    /**
     * How well sentences fit a picture.
     *
     * @param query of the request, or null: {@code sentence=…&sentence=…}
     */
    Json.Fields scores(byte[] picture, String query) {
        List<String> asked = asked(query);
        if (asked.isEmpty() && sentences.isEmpty()) {
            throw new RefusedRequestException(Reply.refused(Reply.BAD_REQUEST, "there is nothing to compare the picture"
                    + " with: add ?sentence=… to the path, or start the service with --sentence"));
        }
        float[][] compared = asked.isEmpty() ? vectors : model.embedSentences(asked);
        ZeroShotScores scores = model.zeroShot(new float[][] {model.embedPicture(picture)}, compared);
        List<Json> all = new ArrayList<>();
        for (int number = 0; number < scores.sentences(); number++) {
            all.add(Json.object().with("number", number + 1).with("cosine", scores.cosine(0, number))
                    .with("share", scores.probability(0, number)));
        }
        return Json.object().with("scores", new Json.Items(all));
    }

    /**
     * The vectors of sentences.
     *
     * @param json {@code {"sentences": ["…", …]}}
     */
    Json.Fields sentenceEmbeddings(byte[] json) {
        List<String> asked = Json.parse(new String(json, StandardCharsets.UTF_8)).get("sentences").items().stream()
                .map(Json::text).toList();
        return Json.object().with("embeddings", new Json.Items(List.of(model.embedSentences(checked(asked))).stream()
                .map(vector -> (Json) numbers(vector)).toList()));
    }

    private static List<String> asked(String query) {
        if (query == null || query.isEmpty()) {
            return List.of();
        }
        List<String> asked = new ArrayList<>();
        for (String parameter : query.split("&")) {
            if (!parameter.startsWith(PARAMETER)) {
                throw new RefusedRequestException(Reply.refused(Reply.BAD_REQUEST, "the query holds something else than"
                        + " sentence=…"));
            }
            asked.add(decoded(parameter.substring(PARAMETER.length())));
        }
        return checked(asked);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedRequestException(Reply.refused(Reply.BAD_REQUEST, "a sentence of the query is not encoded"
                    + " as URLs are"));
        }
    }

    private static List<String> checked(List<String> asked) {
        if (asked.isEmpty() || asked.size() > MOST_SENTENCES
                || asked.stream().anyMatch(text -> text.isBlank() || text.length() > LONGEST_SENTENCE)) {
            throw new RefusedRequestException(Reply.refused(Reply.BAD_REQUEST, "1 to " + MOST_SENTENCES
                    + " sentences of 1 to " + LONGEST_SENTENCE + " characters are taken"));
        }
        return asked;
    }

    private static Json.Items numbers(float[] vector) {
        List<Json> numbers = new ArrayList<>(vector.length);
        for (float number : vector) {
            numbers.add(new Json.Decimal(number));
        }
        return new Json.Items(numbers);
    }
}
