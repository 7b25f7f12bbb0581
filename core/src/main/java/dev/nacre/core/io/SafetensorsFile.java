package dev.nacre.core.io;

import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.StoredBytes;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A safetensors file, mapped into memory: opening reads the header alone, and pages of data come in when they are
 * touched. The whole header is checked before anything is answered, so a damaged or hostile file fails here, with a
 * {@link CheckpointException}, and nowhere else.
 *
 * @see <a href="https://github.com/huggingface/safetensors">The format</a>
 */
public final class SafetensorsFile implements Checkpoint {
    private final MappedFile file;
    private final SafetensorsHeader header;

    private SafetensorsFile(MappedFile file) {
        this.file = file;
        this.header = SafetensorsHeader.read(file.path(), file.content());
    }

    /**
     * Maps the file and checks its header.
     *
     * @throws CheckpointException if the file is absent, unreadable, or not a well-formed safetensors file
     */
    public static SafetensorsFile open(Path path) {
        return of(MappedFile.open(path));
    }

    /** Takes over a file, and closes it if it is not usable. */
    static SafetensorsFile of(MappedFile file) {
        try {
            return new SafetensorsFile(file);
        } catch (RuntimeException | Error unusable) {
            file.close();
            throw unusable;
        }
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public String format() {
        return "safetensors";
    }

    /** The free texts that the file carries; empty if it has none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Json.Fields description() {
        Json.Fields texts = Json.object();
        for (Map.Entry<String, String> text : metadata().entrySet()) {
            texts = texts.with(text.getKey(), text.getValue());
        }
        return texts;
    }

    /** All tensors, in the order of their data in the file. */
    @Override
    public Collection<StoredTensor> tensors() {
        return header.tensors().values();
    }

    @Override
    public Optional<StoredTensor> find(String name) {
        return Optional.ofNullable(header.tensors().get(name));
    }

    @Override
    public MemorySegment bytes(String name) {
        return stored(name).read();
    }

    @Override
    public <R> R withBytes(String name, Function<MemorySegment, R> use) {
        return stored(name).briefly(use);
    }

    private StoredBytes stored(String name) {
        StoredTensor tensor = tensor(name);
        return StoredBytes.of(file, header.dataStart() + header.offsets().get(name), tensor.bytes());
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public String toString() {
        return path() + " (" + header.tensors().size() + " tensors)";
    }
}
