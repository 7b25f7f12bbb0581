package dev.nacre.examples.embedding;

import dev.nacre.core.memory.NativePool;
import dev.nacre.mammo.Mammography;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a host does with a model: loads it, asks it from several threads for a file of each kind and for a sentence, and
 * closes it. Runs in JVMs and class loaders of its own.
 */
public final class EmbeddingProbe implements Function<String[], String> {
    /** For class loaders: instances are made by reflection. */
    public EmbeddingProbe() {
    }

    /** Prints the vectors. */
    public static void main(String[] arguments) {
        System.out.println(new EmbeddingProbe().apply(arguments));
        System.out.println("module: " + Mammography.class.getModule().isNamed());
    }

    /**
     * The first numbers of all vectors, and how much tensor memory was not given back in the end.
     *
     * @param arguments a model, then pictures
     */
    @Override
    public String apply(String[] arguments) {
        long before = NativePool.shared().inUse();
        String vectors = vectors(arguments);
        return vectors + "\nleft in the pool: " + (NativePool.shared().inUse() - before) + " bytes";
    }

    private static String vectors(String[] arguments) {
        try (Mammography model = Mammography.load(Path.of(arguments[0]))) {
            List<Path> pictures = Stream.of(arguments).skip(1).map(Path::of).toList();
            StringBuilder vectors = new StringBuilder("embedding:");
            pictures.parallelStream().map(model::embedPicture).map(EmbeddingProbe::start).toList()
                    .forEach(vectors::append);
            for (Path picture : pictures) {
                String[] own = new String[1];
                Thread virtual = Thread.ofVirtual().start(() -> own[0] = start(model.embedPicture(bytes(picture))));
                virtual.join();
                vectors.append(own[0]);
            }
            return vectors.append(start(model.embedSentences(List.of("a spot above"))[0])).toString();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static byte[] bytes(Path picture) {
        try {
            return Files.readAllBytes(picture);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String start(float[] vector) {
        return " " + Arrays.toString(Arrays.copyOf(vector, 2));
    }
}
