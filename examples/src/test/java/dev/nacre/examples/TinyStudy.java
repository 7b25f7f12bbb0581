package dev.nacre.examples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Six small pictures of a bright spot and the table that describes them. */
final class TinyStudy {
    static final int ROWS = 6;
    static final String HEADER = "patient_id,laterality,view,CC,MLO,text,fold\n";
    private static final int SIDE = 64;
    private static final String[] PLACES = {"above", "below", "left", "right", "in the middle", "in a corner"};
    private static final int[][] CENTRES = {{12, 32}, {52, 32}, {32, 12}, {32, 52}, {32, 32}, {10, 10}};

    private TinyStudy() {
    }

    /** Writes pictures and table.csv into a directory. */
    static Path write(Path directory) throws IOException {
        StringBuilder table = new StringBuilder(HEADER);
        for (int row = 0; row < ROWS; row++) {
            picture(directory.resolve("spot" + row + ".png"), CENTRES[row]);
            table.append("SECRET").append(row).append(",L,['CC'],['spot").append(row).append(".png'],[],['")
                    .append(sentence(row)).append("'],1\n");
        }
        return Files.writeString(directory.resolve("table.csv"), table);
    }

    static String sentence(int row) {
        return "a spot " + PLACES[row];
    }

    private static void picture(Path file, int[] centre) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = -6; row < 6; row++) {
            for (int column = -6; column < 6; column++) {
                image.getRaster().setSample(centre[1] + column, centre[0] + row, 0, 255);
            }
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
