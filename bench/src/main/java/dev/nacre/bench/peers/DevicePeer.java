package dev.nacre.bench.peers;

import dev.nacre.nn.InputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PyTorch on a device of this machine, as a process of its own. */
public final class DevicePeer {
    private DevicePeer() {
    }

    /** The first of these programs that is a Python whose torch computes on the device, such as {@code cuda:0}. */
    public static Optional<String> among(List<String> programs, String device) {
        for (String program : programs) {
            try (Contender peer = start(program, device)) {
                peer.name();
                return Optional.of(program);
            } catch (InputException e) {
                System.getLogger("dev.nacre").log(System.Logger.Level.DEBUG, "{0} is no peer: {1}", program,
                        e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Starts it. @throws InputException if the program cannot be started */
    public static Contender start(String python, String device) {
        int threads = Runtime.getRuntime().availableProcessors();
        return Contender.start("Python", List.of(python, "-c", Sides.script(), Integer.toString(threads), device),
                Map.of());
    }
}
