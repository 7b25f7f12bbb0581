package dev.nacre.bench.realism;

import dev.nacre.mammo.image.BreastCrop;
import dev.nacre.mammo.image.Fit;
import dev.nacre.mammo.image.LevelPolicy;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Normalisation;
import dev.nacre.mammo.image.Orientation;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.image.Resize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of several sets beside each other, a row for each set, all at one size with the chest wall at the left. */
final class ContactSheet {
    private static final int CELL_HEIGHT = 420;
    private static final int CELL_WIDTH = 280;
    private static final int CAPTION = 24;
    private static final PixelRecipe RECIPE = new PixelRecipe("sheet", 0, true,
            new LevelPolicy.Display(1, new LevelPolicy.Percentiles(0, 99.9)), new BreastCrop.Whole(),
            Orientation.CHEST_WALL_LEFT, new Fit(CELL_HEIGHT, CELL_WIDTH, true, Resize.Method.AREA),
            Normalisation.UNIT);

    private final BufferedImage sheet;
    private final int columns;
    private int row;

    ContactSheet(int rows, int columns) {
        this.columns = columns;
        this.sheet = new BufferedImage(columns * CELL_WIDTH, rows * (CELL_HEIGHT + CAPTION),
                BufferedImage.TYPE_BYTE_GRAY);
    }

    /** Adds a row under a caption; pictures that do not fit in are left out. */
    void add(String caption, List<Mammogram> pictures) {
        int top = row * (CELL_HEIGHT + CAPTION);
        for (int column = 0; column < Math.min(columns, pictures.size()); column++) {
            PreparedPicture prepared = RECIPE.apply(pictures.get(column));
            float white = (1 << prepared.bits()) - 1;
            for (int y = 0; y < prepared.height(); y++) {
                for (int x = 0; x < prepared.width(); x++) {
                    int level = Math.round(255 * prepared.levels()[y * prepared.width() + x] / white);
                    sheet.getRaster().setSample(column * CELL_WIDTH + x, top + CAPTION + y, 0, level);
                }
            }
        }
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.drawString(caption, 8, top + CAPTION - 8);
        pen.dispose();
        row++;
    }

    byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(sheet, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
