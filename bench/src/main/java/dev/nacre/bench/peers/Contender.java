package dev.nacre.bench.peers;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.nn.InputException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that answers questions line by line: one of the two sides. */
public final class Contender implements AutoCloseable {
    private static final int LAST_LINES = 3;
    private static final int SECONDS_TO_END = 10;

    private final String what;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final Path errors;

    private Contender(String what, Process process, Path errors) {
        this.what = what;
        this.process = process;
        this.errors = errors;
        questions = process.outputWriter();
        answers = process.inputReader();
    }

    /**
     * Starts a process.
     *
     * @param what        for messages
     * @param environment what its environment has beside ours
     */
    static Contender start(String what, List<String> command, Map<String, String> environment) {
        try {
            Path errors = Files.createTempFile("nacre-peers", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            return new Contender(what, builder.start(), errors);
        } catch (IOException e) {
            throw new InputException(what + " could not be started: " + e.getMessage());
        }
    }

    /** Its name and version. */
    public String name() {
        return ask(Json.object().with("ask", "about")).get("name").text();
    }

    /** Makes inputs for a work, and lets go of those before. */
    public void prepare(Work work, int sets) {
        ask(Json.object().with("ask", "prepare").with("work", work.fields()).with("sets", sets));
    }

    /** Seconds of each of so many runs. */
    public double[] time(int calls) {
        return time(calls, 1);
    }

    /** Seconds of a run, of each of so many groups of runs between two moments at which everything is done. */
    public double[] time(int calls, int group) {
        return ask(Json.object().with("ask", "time").with("calls", calls).with("group", group)).get("seconds").items()
                .stream().mapToDouble(Json::decimal).toArray();
    }

    /** Lets go of the inputs. */
    public void release() {
        ask(Json.object().with("ask", "release"));
    }

    /** The most memory that it has had, in bytes: resident, or on its device since it was last prepared. */
    public long memory() {
        return ask(Json.object().with("ask", "memory")).get("bytes").whole();
    }

    private Json ask(Json.Fields question) {
        try {
            questions.write(JsonWriter.compact(question));
            questions.newLine();
            questions.flush();
            String line = answers.readLine();
            while (line != null && !line.startsWith("{")) {
                line = answers.readLine();
            }
            if (line == null) {
                throw new InputException(what + " ended before it had answered" + lastWords());
            }
            Json answer = Json.parse(line);
            if (answer.find("error").isPresent()) {
                throw new InputException(what + " says: " + answer.get("error").text());
            }
            return answer;
        } catch (IOException e) {
            throw new InputException(what + " does not listen" + lastWords());
        } catch (JsonException e) {
            throw new InputException(what + " gave an answer that is no JSON: " + e.getMessage());
        }
    }

    private String lastWords() {
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(errors);
            return lines.isEmpty() ? "" : "; it last wrote: "
                    + String.join(" ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Ends the process and waits until its memory and its cores are free. */
    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            errors.toFile().deleteOnExit();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
