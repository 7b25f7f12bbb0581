package dev.nacre.bench.peers;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How both sides are started.
 *
 * @param cores  of either
 * @param python that runs the peer, or null where there is none
 */
record Sides(Cores cores, String python) {
    /** Sleeping threads must not keep a core from the side whose turn it is. */
    private static final Map<String, String> QUIET = Map.of("OMP_WAIT_POLICY", "PASSIVE", "KMP_BLOCKTIME", "0");
    /** The C library keeps what it has got: no kernel of the peer waits for fresh pages, as none of ours does. */
    private static final Map<String, String> KEEPING = Map.of("MALLOC_MMAP_THRESHOLD_", "4294967296",
            "MALLOC_TRIM_THRESHOLD_", "17179869184", "MALLOC_TOP_PAD_", "67108864");

    /** The same sides with other cores. */
    Sides on(int threads) {
        return new Sides(new Cores(threads), python);
    }

    /** The same without a peer. */
    Sides alone() {
        return new Sides(cores, null);
    }

    /** Java started anew, as this Java was. */
    Contender ours() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Dnacre.threads=" + cores.threads(), "-cp", System.getProperty("java.class.path"),
                OurSide.class.getName()));
        return Contender.start("our side", cores.pinned(command), Map.of());
    }

    /**
     * The peer, or null where there is none.
     *
     * @param keeping whether its C library keeps memory that was freed: for kernels; models run as users run them
     */
    Contender peer(boolean keeping) {
        if (python == null) {
            return null;
        }
        Map<String, String> environment = new HashMap<>(QUIET);
        environment.put("OMP_NUM_THREADS", Integer.toString(cores.threads()));
        if (keeping) {
            environment.putAll(KEEPING);
        }
        return Contender.start("Python", cores.pinned(List.of(python, "-c", script(),
                Integer.toString(cores.threads()))), environment);
    }

    static String script() {
        try (InputStream script = Sides.class.getResourceAsStream("peer.py")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException("the peer's script is not in this build: " + e.getMessage());
        }
    }

    /** The first of these programs that runs a peer, or null. */
    static String pythonAmong(List<String> programs) {
        for (String program : programs) {
            try (Contender peer = new Sides(new Cores(1), program).peer(false)) {
                peer.name();
                return program;
            } catch (InputException e) {
                System.getLogger("dev.nacre").log(System.Logger.Level.DEBUG, "{0} is no peer: {1}", program,
                        e.getMessage());
            }
        }
        return null;
    }
}
