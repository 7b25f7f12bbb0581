package dev.nacre.examples.serve;

/** A request cannot be served, and this is the answer. */
final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    RefusedRequestException(Reply reply) {
        super("status " + reply.status());
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
