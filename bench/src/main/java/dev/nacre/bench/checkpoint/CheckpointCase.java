package dev.nacre.bench.checkpoint;

import dev.nacre.bench.fuzz.ByteMutation;
import dev.nacre.bench.fuzz.FuzzMeter;
import dev.nacre.bench.fuzz.FuzzResult;
import dev.nacre.bench.fuzz.FuzzResult.Outcome;
import dev.nacre.bench.fuzz.Mutation;
import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.StoredTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Damages one of several checkpoints and reads it, all of it: the elements of every tensor, and the description. */
final class CheckpointCase {
    /** Reading this way maps the file anew for each tensor: a file may name thousands. */
    private static final int MOST_BRIEFLY = 16;
    private static final FuzzMeter METER = new FuzzMeter(CheckpointException.class);
    /** The order decides what a number means: a new one goes to the end. */
    private static final List<Mutation> MUTATIONS = Stream.<Mutation[]>of(ByteMutation.values(),
            PickleMutation.values(), HeaderMutation.values()).flatMap(Stream::of).toList();

    private final List<CheckpointSample> samples;
    private final long seed;
    private final Path folder;

    /** @param folder for the damaged files, one at a time per thread */
    CheckpointCase(List<CheckpointSample> samples, long seed, Path folder) {
        this.samples = samples;
        this.seed = seed;
        this.folder = folder;
    }

    /** The case of a number; depends on the samples, the seed and the number alone. */
    FuzzResult run(long number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        CheckpointSample sample = samples.get((int) (number % samples.size()));
        CheckpointSample other = samples.get(random.nextInt(samples.size()));
        Mutation mutation = MUTATIONS.get(random.nextInt(MUTATIONS.size()));
        byte[] damaged = mutation.apply(sample.bytes(), other.bytes(), random);
        try {
            Path own = Files.createDirectories(folder.resolve(Long.toString(number)));
            Path file = Files.write(own.resolve("checkpoint"), damaged);
            for (Map.Entry<String, byte[]> companion : sample.beside().entrySet()) {
                Files.write(own.resolve(companion.getKey()), companion.getValue());
            }
            FuzzResult result = METER.measure(number, sample.name(), mutation, () -> read(file), () -> false);
            Files.delete(file);
            for (String companion : sample.beside().keySet()) {
                Files.delete(own.resolve(companion));
            }
            Files.delete(own);
            return result;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** All of a checkpoint: the elements of every tensor, and the description. */
    static Outcome read(Path file) {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            int briefly = 0;
            for (StoredTensor tensor : checkpoint.tensors()) {
                MemorySegment bytes = checkpoint.bytes(tensor.name());
                if (bytes.byteSize() != tensor.bytes()) {
                    throw new IllegalStateException(tensor + " has " + bytes.byteSize() + " bytes");
                }
                long sum = sum(bytes);
                if (briefly++ < MOST_BRIEFLY
                        && checkpoint.<Long>withBytes(tensor.name(), CheckpointCase::sum) != sum) {
                    throw new IllegalStateException(tensor + " is another one when it is read briefly");
                }
            }
            checkpoint.description().toString();
            return checkpoint.tensors().isEmpty() ? Outcome.EMPTY : Outcome.READ;
        }
    }

    private static long sum(MemorySegment bytes) {
        long sum = 0;
        for (long at = 0; at < bytes.byteSize(); at++) {
            sum = 31 * sum + bytes.get(ValueLayout.JAVA_BYTE, at);
        }
        return sum;
    }
}
