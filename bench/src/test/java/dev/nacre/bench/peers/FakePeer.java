package dev.nacre.bench.peers;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** A side that does nothing and says that a run takes a second; what it was told to do, it says under its name. */
final class FakePeer {
    private FakePeer() {
    }

    public static void main(String[] arguments) throws IOException {
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("a line that is no answer");
        StringBuilder seen = new StringBuilder();
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            Json question = Json.parse(line);
            seen.append(question.get("ask").text()).append(' ');
            Json answer = switch (question.get("ask").text()) {
                case "about" -> Json.object().with("name", seen.toString());
                case "prepare" -> prepare(question);
                case "time" -> Json.object().with("seconds", new Json.Items(
                        Collections.nCopies((int) question.get("calls").whole(), new Json.Decimal(1))));
                case "memory" -> Json.object().with("bytes", 5L << 20);
                default -> Json.object();
            };
            System.out.println(JsonWriter.compact(answer));
        }
    }

    private static Json prepare(Json question) {
        return switch (question.get("work").get("kind").text()) {
            case "unknown" -> Json.object().with("error", "never heard of it");
            case "deadly" -> throw new IllegalStateException("these are my last words");
            default -> Json.object();
        };
    }
}
