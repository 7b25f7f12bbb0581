package dev.nacre.bench.embedding;

import java.util.List;
import java.util.stream.Stream;

/**
 * A way of starting Java.
 *
 * @param name     for people
 * @param options  of the Java machine
 * @param training options of a run before all others that writes what they use; none where nothing is prepared
 */
record StartVariant(String name, List<String> options, List<String> training) {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /**
     * All that are compared.
     *
     * @param folder where what is prepared is written
     * @param slow   whether ways without vectors, or without the compiler that knows them, are among them
     */
    static List<StartVariant> all(String folder, boolean slow) {
        List<StartVariant> usual = List.of(new StartVariant("as the launcher starts it", List.of(VECTORS), List.of()),
                new StartVariant("without the JDK's own class archive", List.of(VECTORS, "-Xshare:off"), List.of()),
                prepared("class archive of the program", List.of(VECTORS), "-XX:SharedArchiveFile=",
                        "-XX:ArchiveClassesAtExit=", folder + "/classes.jsa"),
                prepared("ahead-of-time cache", List.of(VECTORS), "-XX:AOTCache=", "-XX:AOTCacheOutput=",
                        folder + "/program.aot"));
        return !slow ? usual : Stream.concat(usual.stream(), Stream.of(
                new StartVariant("first compiler alone", List.of(VECTORS, "-XX:TieredStopAtLevel=1"), List.of()),
                new StartVariant("without vectors", List.of(), List.of()),
                prepared("without vectors, ahead-of-time cache", List.of(), "-XX:AOTCache=", "-XX:AOTCacheOutput=",
                        folder + "/scalar.aot"))).toList();
    }

    private static StartVariant prepared(String name, List<String> options, String use, String write, String file) {
        return new StartVariant(name, with(options, use + file), with(options, write + file));
    }

    private static List<String> with(List<String> options, String more) {
        return options.isEmpty() ? List.of(more) : List.of(options.getFirst(), more);
    }
}
