package dev.nacre.mammo.image;

import java.awt.Dimension;
import java.io.IOException;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.bmp.BmpImageParser;

/** Windows bitmaps, 8 bits a channel, by Apache Commons Imaging. */
final class BmpReader {
    private BmpReader() {
    }

    static GreyPicture read(PictureContent picture, Colours colours) throws IOException {
        pixels(picture);
        BmpImageParser parser = new BmpImageParser();
        return new GreyExtraction(picture, false, colours)
                .extract(parser.getBufferedImage(source(picture), parser.getDefaultParameters()));
    }

    static long pixels(PictureContent picture) throws IOException {
        BmpImageParser parser = new BmpImageParser();
        Dimension size = parser.getImageSize(source(picture), parser.getDefaultParameters());
        return PictureReader.checkSize(picture, size.height, size.width);
    }

    private static ByteSource source(PictureContent picture) {
        return switch (picture) {
            case PictureContent.OnDisk disk -> ByteSource.path(disk.file());
            case PictureContent.InMemory memory -> ByteSource.array(memory.bytes());
        };
    }
}
