package dev.nacre.nn.published;

import dev.nacre.core.io.Json;

/**
 * Conditions that the publisher of a family's weights sets, in our words. The publisher's own text decides.
 *
 * @param id             by which it is recorded as shown
 * @param notice         what a user must know before going on; whole sentences
 * @param permitsServing whether the weights may answer other people's requests
 */
public record Licence(String id, String notice, boolean permitsServing) {
    /** For the description inside a converted file. */
    public Json.Fields toJson() {
        return Json.object().with("id", id).with("notice", notice).with("permits_serving", permitsServing);
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    public static Licence fromJson(Json json) {
        return new Licence(json.get("id").text(), json.get("notice").text(), json.get("permits_serving").truth());
    }
}
