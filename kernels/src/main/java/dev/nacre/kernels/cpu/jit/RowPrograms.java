package dev.nacre.kernels.cpu.jit;

import java.util.function.BiConsumer;

/**
 * {@linkplain RowProgram Row programs} of one kind, found by what tells them apart instead of by their definition,
 * which is only built for the first of equal ones. Safe for many threads.
 *
 * @param <K> what the definition depends on beside the channels; compared with {@code equals}
 */
public final class RowPrograms<K> {
    private final CodeCache<Key<K>, RowProgram> programs;

    /** Of one definition, which must depend on what it is given alone. */
    public RowPrograms(BiConsumer<K, RowDefinition> body) {
        programs = new CodeCache<>(key -> RowProgram.define(key.channels, p -> body.accept(key.kind, p)));
    }

    private record Key<K>(K kind, int channels) { }

    /** The program of a kind for that many channels; see {@link RowProgram#define}. */
    public RowProgram of(K kind, int channels) {
        return programs.get(new Key<>(kind, channels));
    }
}
