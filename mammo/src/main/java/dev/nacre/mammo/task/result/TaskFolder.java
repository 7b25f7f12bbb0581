package dev.nacre.mammo.task.result;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.page.Page;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a task writes its result: {@code predictions.csv}, {@code report.html} and, last, {@code metrics.json}, so that
 * a folder with figures is a whole one.
 */
public final class TaskFolder {
    private TaskFolder() {
    }

    /**
     * Writes all three files, each whole or not at all.
     *
     * @param folder is made if it is not there
     * @throws InputException if it cannot be written
     */
    public static void write(Path folder, TaskResult result) {
        Json.Fields parts = Json.object();
        for (ResultPart part : result.parts()) {
            parts = parts.with(part.key(), part.toJson());
        }
        Json.Fields metrics = Json.object().with("task", result.task()).with("note", Page.NOTICE)
                .with("results", parts).with("configuration", result.configuration());
        try {
            Files.createDirectories(folder);
            AtomicFile.write(folder.resolve("predictions.csv"),
                    PredictionTable.of(result.predictions(), result.boxes(), result.pseudonyms()));
            AtomicFile.write(folder.resolve("report.html"), ResultPage.of(result));
            AtomicFile.write(folder.resolve("metrics.json"), JsonWriter.indented(metrics) + "\n");
        } catch (IOException e) {
            throw new InputException("the result cannot be written to " + folder + " (" + e.getMessage()
                    + "): free some space or give another folder", e);
        }
    }
}
