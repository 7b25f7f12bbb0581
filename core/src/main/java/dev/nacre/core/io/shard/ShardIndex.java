package dev.nacre.core.io.shard;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.Refusal;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The index of a checkpoint in several files, as Hugging Face writes it:
 * {@code {"metadata": {…}, "weight_map": {TENSOR: FILE, …}}}.
 *
 * @param path      of the index itself
 * @param metadata  free
 * @param weightMap tensor to the name of a file beside the index
 */
record ShardIndex(Path path, Json.Fields metadata, Map<String, String> weightMap) {
    private static final long LONGEST = 64L << 20;
    private static final int MOST_FILES = 10_000;

    static ShardIndex read(MappedFile file, Refusal refusal) {
        MemorySegment content = file.content();
        if (content.byteSize() > LONGEST) {
            throw refusal.damaged("it has " + content.byteSize() + " bytes");
        }
        try {
            Json index = Json.parse(new String(content.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
            Map<String, String> weightMap = new LinkedHashMap<>();
            index.get("weight_map").fields().forEach((tensor, shard) -> weightMap.put(tensor, shard.text()));
            ShardIndex read = new ShardIndex(file.path(), metadata(index), weightMap);
            read.requireFilesBeside(refusal);
            return read;
        } catch (JsonException malformed) {
            throw refusal.damaged(malformed.getMessage());
        }
    }

    private static Json.Fields metadata(Json index) {
        return index.find("metadata").orElse(Json.object()) instanceof Json.Fields fields ? fields : Json.object();
    }

    /** An index may name files beside it, and no others: it must not lead anywhere else on this machine. */
    private void requireFilesBeside(Refusal refusal) {
        Set<String> files = files();
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw refusal.damaged("it names " + files.size() + " files");
        }
        for (String file : files) {
            boolean plain = !file.isBlank() && !file.startsWith(".") && file.chars().noneMatch(character ->
                    character == '/' || character == '\\' || character == ':' || Character.isISOControl(character));
            if (!plain) {
                throw refusal.unsupported("it names the file " + Refusal.shown(file),
                        "only files in the folder of the index are read");
            }
        }
    }

    /** The files that it names, in the order of their names. */
    Set<String> files() {
        return new TreeSet<>(weightMap.values());
    }

    Path beside(String file) {
        return path.resolveSibling(file);
    }
}
