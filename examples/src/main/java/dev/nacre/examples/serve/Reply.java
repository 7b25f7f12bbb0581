package dev.nacre.examples.serve;

import dev.nacre.core.io.Json;
import java.util.Map;

/**
 * What a request is answered with; a notice is added to each.
 *
 * @param status  of HTTP
 * @param body    to be sent
 * @param headers besides the usual ones
 */
record Reply(int status, Json.Fields body, Map<String, String> headers) {
    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int UNEXPECTED = 500;
    static final int UNAVAILABLE = 503;

    private static final String NOTICE = "Research use, not for diagnosis.";
    /** Time enough for some others to end. */
    private static final String RETRY_SECONDS = "2";

    static Reply ok(Json.Fields body) {
        return new Reply(OK, body, Map.of());
    }

    /** A refusal with one sentence. */
    static Reply refused(int status, String sentence) {
        return new Reply(status, Json.object().with("error", sentence), Map.of());
    }

    /** Come back later. */
    static Reply busy(String sentence) {
        return new Reply(UNAVAILABLE, Json.object().with("error", sentence), Map.of("Retry-After", RETRY_SECONDS));
    }

    /** Only this method is understood here. */
    static Reply wrongMethod(String allowed) {
        return new Reply(METHOD_NOT_ALLOWED, Json.object().with("error", "this path takes " + allowed + " alone"),
                Map.of("Allow", allowed));
    }

    /** The text that is sent. */
    String text() {
        return body.with("notice", NOTICE) + "\n";
    }
}
