package dev.nacre.examples.serve;

import com.sun.net.httpserver.HttpExchange;
import dev.nacre.core.memory.Admission;
import dev.nacre.core.memory.AdmissionException;
import dev.nacre.core.memory.Deadline;
import dev.nacre.core.memory.Reservation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * The bytes that a request brought, which count among those of all requests until it is closed. Refused before it is
 * read when its length says that it is too large, and while it is read when the length was not told or a lie. Not
 * copied when its length was told.
 */
final class RequestBody implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    /** An array that grows is copied. */
    private static final int GROWING = 2;
    private static final Deadline NOW = Deadline.in(Duration.ZERO);

    private final Reservation reservation;
    private final byte[] bytes;

    private RequestBody(Reservation reservation, byte[] bytes) {
        this.reservation = reservation;
        this.bytes = bytes;
    }

    /**
     * Reads it whole.
     *
     * @param most   bytes of the largest
     * @param bodies what all requests may hold together; nobody waits for it, since clients can
     * @throws RefusedRequestException if it is too large, empty, or there is no room for it now
     * @throws IOException             if the client went away, or was too slow
     */
    static RequestBody read(HttpExchange exchange, long most, Admission bodies) throws IOException {
        long told = told(exchange);
        if (told > most) {
            throw tooLarge(most);
        }
        Reservation reservation = reserve(bodies, told < 0 ? GROWING * most : told);
        boolean whole = false;
        try {
            InputStream stream = exchange.getRequestBody();
            byte[] bytes = told < 0 ? untilEnd(stream, most) : exactly(stream, (int) told);
            if (bytes.length == 0) {
                throw new RefusedRequestException(Reply.refused(Reply.BAD_REQUEST, "the request has no body: send a"
                        + " DICOM file or a picture in it"));
            }
            reservation.shrinkTo(bytes.length);
            whole = true;
            return new RequestBody(reservation, bytes);
        } finally {
            if (!whole) {
                reservation.close();
            }
        }
    }

    /** The length that the client told, −1 where it told none. */
    private static long told(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length == null || exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
            return -1;
        }
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException garbage) {
            throw new RefusedRequestException(Reply.refused(Reply.BAD_REQUEST, "the Content-Length is no number"));
        }
    }

    private static Reservation reserve(Admission bodies, long bytes) {
        try {
            return bodies.reserve(bytes, NOW);
        } catch (AdmissionException full) {
            throw new RefusedRequestException(Reply.busy("the service holds as many pictures as it may: send this one"
                    + " again later"));
        }
    }

    private static byte[] exactly(InputStream stream, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (stream.readNBytes(bytes, 0, length) < length) {
            throw new EOFException("the body ended early");
        }
        return bytes;
    }

    private static byte[] untilEnd(InputStream stream, long most) throws IOException {
        byte[] bytes = new byte[(int) Math.min(CHUNK, most + 1)];
        int length = 0;
        int count = stream.read(bytes, length, bytes.length - length);
        while (count >= 0) {
            length += count;
            if (length > most) {
                throw tooLarge(most);
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, most + 1));
            }
            count = stream.read(bytes, length, bytes.length - length);
        }
        return Arrays.copyOf(bytes, length);
    }

    private static RefusedRequestException tooLarge(long most) {
        return new RefusedRequestException(Reply.refused(Reply.TOO_LARGE, "the body is longer than the " + most
                + " bytes that this service takes"));
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        reservation.close();
    }
}
