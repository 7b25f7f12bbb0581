package dev.nacre.bench.study;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What a study found, for people and for programs.
 *
 * @param markdown tables and sentences
 * @param json the same figures
 */
public record StudyResult(String markdown, Json.Fields json) {
    /**
     * Writes {@code name-<date>.md} and {@code .json}.
     *
     * @param folder such as {@code bench/results}, made if it is not there
     */
    public void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        String dated = name + "-" + LocalDate.now();
        AtomicFile.write(folder.resolve(dated + ".md"), markdown);
        AtomicFile.write(folder.resolve(dated + ".json"), JsonWriter.indented(json));
    }
}
