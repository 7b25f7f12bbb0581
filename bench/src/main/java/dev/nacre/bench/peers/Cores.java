package dev.nacre.bench.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which cores both sides run on.
 *
 * @param threads of either side
 */
record Cores(int threads) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    /** What stands before a command so that it runs on the first of our cores alone; nothing where there is no way. */
    List<String> pinned(List<String> command) {
        List<Integer> allowed = allowed();
        if (allowed.size() <= threads || !hasTaskset()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c",
                String.join(",", allowed.subList(0, threads).stream().map(String::valueOf).toList())));
        pinned.addAll(command);
        return pinned;
    }

    private static boolean hasTaskset() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    }

    private static List<Integer> allowed() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .flatMap(line -> numbers(line.substring(ALLOWED.length()).strip()).stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The numbers of a list such as "0-2,5". */
    static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }
}
