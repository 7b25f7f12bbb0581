package dev.nacre.mammo.prepare;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** A PNG file for each picture, each written whole or not at all. */
record PngOutput(Path folder) implements PictureOutput {
    @Override
    public long write(String name, GreyPicture picture) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, GreyPng.encode(picture));
        } catch (IOException failed) {
            throw new InputException("the picture " + name + " cannot be written into " + folder + " ("
                    + failed.getMessage() + "): check the free space; what is done stays done, run the same command"
                    + " again", failed);
        }
        return 0;
    }

    @Override
    public boolean has(PreparationRow.Picture picture) {
        return Files.isRegularFile(folder.resolve(picture.name()));
    }

    @Override
    public void finish(Collection<PreparationRow.Picture> pictures) {
        // Each file is complete by itself.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
