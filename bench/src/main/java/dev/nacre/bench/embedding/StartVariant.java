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
    private static final List<String> FLAGS = List.of("--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED");

    /**
     * All that are compared.
     *
     * @param folder where what is prepared is written
     * @param slow   whether ways without vectors, or without the compiler that knows them, are among them
     */
    static List<StartVariant> all(String folder, boolean slow) {
        List<StartVariant> usual = List.of(new StartVariant("as the launcher starts it", FLAGS, List.of()),
                new StartVariant("without the JDK's own class archive", with(FLAGS, "-Xshare:off"), List.of()),
                prepared("class archive, as --write-start-cache", FLAGS, "-XX:SharedArchiveFile=",
                        "-XX:ArchiveClassesAtExit=", folder + "/classes.jsa"),
                prepared("ahead-of-time cache", FLAGS, "-XX:AOTCache=", "-XX:AOTCacheOutput=",
                        folder + "/program.aot"));
        return !slow ? usual : Stream.concat(usual.stream(), Stream.of(
                new StartVariant("first compiler alone", with(FLAGS, "-XX:TieredStopAtLevel=1"), List.of()),
                new StartVariant("without vectors", List.of(), List.of()),
                prepared("without vectors, ahead-of-time cache", List.of(), "-XX:AOTCache=", "-XX:AOTCacheOutput=",
                        folder + "/scalar.aot"))).toList();
    }

    private static StartVariant prepared(String name, List<String> options, String use, String write, String file) {
        return new StartVariant(name, with(options, use + file), with(options, write + file));
    }

    private static List<String> with(List<String> options, String more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }
}
