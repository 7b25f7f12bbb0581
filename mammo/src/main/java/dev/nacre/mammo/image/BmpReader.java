package dev.nacre.mammo.image;

import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.bmp.BmpImageParser;

/** Windows bitmaps, 8 bits a channel, by Apache Commons Imaging. */
final class BmpReader {
    private BmpReader() {
    }

    static GreyPicture read(Path file) throws IOException {
        check(file);
        BmpImageParser parser = new BmpImageParser();
        return new GreyExtraction(file, false)
                .extract(parser.getBufferedImage(ByteSource.path(file), parser.getDefaultParameters()));
    }

    static void check(Path file) throws IOException {
        BmpImageParser parser = new BmpImageParser();
        Dimension size = parser.getImageSize(ByteSource.path(file), parser.getDefaultParameters());
        PictureReader.checkSize(file, size.height, size.width);
    }
}
