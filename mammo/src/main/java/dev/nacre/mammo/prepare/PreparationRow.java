package dev.nacre.mammo.prepare;

import dev.nacre.core.io.Json;
import java.util.List;
import java.util.Optional;

/**
 * What became of one file of a folder.
 *
 * @param id stands for the file's path; the same with the same key
 * @param source path of the file in its folder, parts that identify a patient replaced
 * @param bytes size of the file, to see whether it changed
 * @param modified when it was last changed, in milliseconds since 1970
 * @param prepared the picture, unless the file was refused
 * @param reasons why it was refused, or what to look at in the prepared picture
 */
public record PreparationRow(String id, String source, long bytes, long modified, Optional<Picture> prepared,
        List<Reason> reasons) {
    public PreparationRow {
        reasons = List.copyOf(reasons);
    }

    /**
     * A reason.
     *
     * @param code a stable word
     * @param sentence for people
     */
    public record Reason(String code, String sentence) {
    }

    /**
     * A prepared picture.
     *
     * @param name of the picture: a path in the output folder, or its name in the store
     * @param side which breast, where the file says so
     * @param view from where, where the file says so
     * @param applied the recipe's trace: {@link dev.nacre.mammo.image.AppliedRecipe#toJson}
     * @param offset of its levels in the store in the making; 0 for pictures in files
     * @param crc32c checksum of the levels as the store holds them, little-endian
     */
    public record Picture(String name, String side, String view, Json applied, long offset, long crc32c) {
    }

    /** One line of the log. */
    Json.Fields toJson() {
        Json.Fields json = Json.object().with("id", id).with("source", source).with("bytes", bytes)
                .with("modified", modified).with("reasons", new Json.Items(reasons.stream().<Json>map(reason ->
                        Json.object().with("code", reason.code()).with("sentence", reason.sentence())).toList()));
        return prepared.map(picture -> json.with("picture", Json.object().with("name", picture.name())
                .with("side", picture.side()).with("view", picture.view()).with("applied", picture.applied())
                .with("offset", picture.offset()).with("crc32c", picture.crc32c()))).orElse(json);
    }

    /** @throws dev.nacre.core.io.JsonException if it is no line of the log */
    static PreparationRow fromJson(Json json) {
        Optional<Picture> picture = json.find("picture").map(found -> new Picture(found.get("name").text(),
                found.get("side").text(), found.get("view").text(), found.get("applied"),
                found.get("offset").whole(), found.get("crc32c").whole()));
        List<Reason> reasons = json.get("reasons").items().stream()
                .map(reason -> new Reason(reason.get("code").text(), reason.get("sentence").text())).toList();
        return new PreparationRow(json.get("id").text(), json.get("source").text(), json.get("bytes").whole(),
                json.get("modified").whole(), picture, reasons);
    }
}
