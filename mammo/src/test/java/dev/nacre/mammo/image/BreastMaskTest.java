package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreastMaskTest {
    @Test
    void keepsTheBreastAndLeavesMarkersOut() {
        GreyPicture picture = picture(40, 30);
        paint(picture, new PixelBox(0, 5, 12, 35), 120);
        paint(picture, new PixelBox(4, 12, 7, 15), 3);
        paint(picture, new PixelBox(22, 2, 28, 5), 255);
        Mask breast = BreastMask.of(picture).orElseThrow();
        assertThat(breast.box()).contains(new PixelBox(0, 5, 12, 35));
        assertThat(breast.count()).isEqualTo(12 * 30);
    }

    @Test
    void aConstantPictureShowsNoBreast() {
        assertThat(BreastMask.of(picture(3, 4))).isEmpty();
        short[] white = {-1, -1, -1, -1};
        assertThat(BreastMask.of(new GreyPicture(2, 2, 16, white))).isEmpty();
    }

    @Test
    void fattyTissueBelongsToTheBreastHoweverBrightTheRestIs() {
        GreyPicture picture = picture(60, 60);
        paint(picture, new PixelBox(0, 10, 30, 50), 40);
        paint(picture, new PixelBox(0, 10, 12, 25), 250);
        paint(picture, new PixelBox(5, 30, 15, 40), 120);
        assertThat(BreastMask.of(picture).orElseThrow().count()).isEqualTo(30 * 40);
    }

    static GreyPicture picture(int height, int width) {
        return new GreyPicture(height, width, 8, new short[height * width]);
    }

    static void paint(GreyPicture picture, PixelBox box, int level) {
        for (int row = box.y0(); row < box.y1(); row++) {
            for (int column = box.x0(); column < box.x1(); column++) {
                picture.levels()[row * picture.width() + column] = (short) level;
            }
        }
    }
}
