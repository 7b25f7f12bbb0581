package dev.nacre.mammo.task.result;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.page.Page;

/** One part of a task's result: some figures and how they look. */
public interface ResultPart {
    /** Its name among the figures; no two parts of a task have the same. */
    String key();

    /** Its figures. */
    Json.Fields toJson();

    /** Writes it as a section of the page. */
    void write(Page page);
}
