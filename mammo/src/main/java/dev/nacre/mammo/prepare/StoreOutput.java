package dev.nacre.mammo.prepare;

import dev.nacre.core.Shape;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StoredType;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;

/**
 * One {@link PictureStore} for all pictures. Levels are appended to a file of their own while the work goes on; the end
 * checks them against their checksums and writes the store from
 * them. A store that an earlier run finished is taken up: its pictures are copied.
 */
final class StoreOutput implements PictureOutput {
    private final Path target;
    private final Path levelsFile;
    private final PixelRecipe recipe;
    private final StoredType type;
    private final FileChannel channel;
    private final Optional<PictureStore> earlier;
    private boolean finished;

    /**
     * @param target the store to be written
     * @param bits of its levels, 8 or 16
     * @param kept bytes of the levels that an earlier run left, as far as its log knows them
     */
    StoreOutput(Path target, PixelRecipe recipe, int bits, long kept) {
        this.target = target;
        this.recipe = recipe;
        this.type = bits == Byte.SIZE ? StoredType.U8 : StoredType.U16;
        this.earlier = Files.exists(target) ? Optional.of(PictureStore.open(target, target)) : Optional.empty();
        this.levelsFile = target.resolveSibling(target.getFileName() + ".levels");
        try {
            channel = FileChannel.open(levelsFile, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            channel.truncate(kept);
            channel.position(channel.size());
        } catch (IOException failed) {
            throw failed(failed);
        }
    }

    @Override
    public long write(String name, GreyPicture picture) {
        MemorySegment levels = MemorySegment.ofArray(PictureStore.bytes(picture, type));
        synchronized (channel) {
            try {
                long offset = channel.position();
                var bytes = levels.asByteBuffer();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                return offset;
            } catch (IOException failed) {
                throw failed(failed);
            }
        }
    }

    @Override
    public boolean has(PreparationRow.Picture picture) {
        synchronized (channel) {
            try {
                return earlier.isPresent() && earlier.get().contains(picture.name(), picture.crc32c())
                        || picture.offset() + pictureBytes() <= channel.size();
            } catch (IOException failed) {
                throw failed(failed);
            }
        }
    }

    @Override
    public void finish(Collection<PreparationRow.Picture> pictures) {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (Arena arena = Arena.ofConfined()) {
            channel.force(true);
            MemorySegment all = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            for (PreparationRow.Picture picture : pictures) {
                MemorySegment levels = earlier.isPresent() && earlier.get().contains(picture.name(), picture.crc32c())
                        ? earlier.get().levels(picture.name()) : all.asSlice(picture.offset(), pictureBytes());
                PictureStore.check(levels, picture.crc32c(), picture.name(), levelsFile);
                writer.add(picture.name(), type, Shape.of(recipe.fit().height(), recipe.fit().width()), levels);
            }
            writer.metadata(PictureStore.KEY, JsonWriter.compact(PictureStore.description(recipe, pictures)));
            writer.write(target);
            finished = true;
        } catch (IOException failed) {
            throw failed(failed);
        }
    }

    private long pictureBytes() {
        return (long) recipe.elements() * type.bytes();
    }

    private InputException failed(IOException failure) {
        return new InputException("the levels in " + levelsFile + " cannot be read or written (" + failure.getMessage()
                + "): check the free space; what is done stays done, run the same command again", failure);
    }

    /** The levels stay until a store holds all of them: the log counts on them. */
    @Override
    public void close() {
        try {
            earlier.ifPresent(PictureStore::close);
            channel.close();
            if (finished) {
                Files.deleteIfExists(levelsFile);
            }
        } catch (IOException failed) {
            throw failed(failed);
        }
    }
}
