package dev.nacre.bench.gpu;

import dev.nacre.bench.peers.Contender;
import dev.nacre.bench.peers.DevicePeer;
import dev.nacre.bench.peers.Work;
import dev.nacre.nn.InputException;
import java.util.Arrays;

/** PyTorch on the same device. A process that a work has ended is started anew for the next one. */
final class PeerSide implements AutoCloseable {
    private final String python;
    private final String device;
    private final Effort effort;
    private Contender process;

    PeerSide(String python, String device, Effort effort) {
        this.python = python;
        this.device = device;
        this.effort = effort;
    }

    /** Its versions. */
    String name() {
        return process().name();
    }

    /** What it takes for a work; why not, where it cannot do it. */
    Side measure(Work work) {
        try {
            Contender peer = process();
            peer.prepare(work, 1);
            Timing timing = effort.measure(count -> Arrays.stream(peer.time(1, count)).sum());
            long bytes = peer.memory();
            peer.release();
            return new Side(timing, bytes, "");
        } catch (InputException failure) {
            close();
            return Side.without(failure.getMessage());
        }
    }

    private Contender process() {
        if (process == null) {
            process = DevicePeer.start(python, device);
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }
}
