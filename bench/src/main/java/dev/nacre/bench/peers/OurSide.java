package dev.nacre.bench.peers;

import dev.nacre.bench.ResidentMemory;
import dev.nacre.core.Scope;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.kernels.cpu.Workers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Our side of the comparison as a process of its own: a question per line of the standard input, an answer per line of
 * the standard output, as in {@code peer.py}.
 */
public final class OurSide {
    private final List<Runnable> runs = new ArrayList<>();
    private Scope inputs;
    private int turn;

    private OurSide() {
    }

    /** Answers until the questions end. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // What anything else prints must not stand among the answers.
        System.setOut(System.err);
        OurSide side = new OurSide();
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.println(JsonWriter.compact(side.answer(Json.parse(line))));
            answers.flush();
        }
    }

    private Json answer(Json question) {
        try {
            return switch (question.get("ask").text()) {
                case "about" -> Json.object().with("name", "Nacre, Java " + Runtime.version())
                        .with("threads", Workers.configured().threads());
                case "prepare" -> prepare(new Work((Json.Fields) question.get("work")), question.get("sets").whole());
                case "time" -> time(question.get("calls").whole());
                case "release" -> release();
                case "memory" -> Json.object().with("bytes", ResidentMemory.peak().orElse(0));
                default -> Json.object().with("error", "this is no question: " + question.get("ask").text());
            };
        } catch (RuntimeException failure) {
            return Json.object().with("error", failure.toString());
        }
    }

    private Json prepare(Work work, long sets) {
        release();
        inputs = Scope.open("inputs");
        for (long set = 0; set < sets; set++) {
            runs.add(OurWork.of(work));
        }
        return Json.object();
    }

    private Json time(long calls) {
        List<Json> seconds = new ArrayList<>();
        for (long call = 0; call < calls; call++) {
            Runnable run = runs.get(turn++ % runs.size());
            long start = System.nanoTime();
            Scope.run("run", run);
            seconds.add(new Json.Decimal((System.nanoTime() - start) * 1e-9));
        }
        return Json.object().with("seconds", new Json.Items(seconds));
    }

    private Json release() {
        runs.clear();
        turn = 0;
        if (inputs != null) {
            inputs.close();
            inputs = null;
        }
        return Json.object();
    }
}
