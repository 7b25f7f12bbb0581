package dev.nacre.mammo.eval.localisation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.Region;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelBox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedLesionTest {
    private static Finding finding(Region... regions) {
        return new Finding(List.of(FindingCategory.MASS), List.of(), List.of(regions), Optional.empty(),
                Optional.empty());
    }

    private static Mask only(Region... regions) {
        List<MarkedLesion> lesions = MarkedLesion.of(List.of(finding(regions)), 10, 20);
        assertThat(lesions).hasSize(1);
        return lesions.getFirst().mask();
    }

    private static Region.Polygon polygon(double... coordinates) {
        Region.Point[] points = new Region.Point[coordinates.length / 2];
        for (int index = 0; index < points.length; index++) {
            points[index] = new Region.Point(coordinates[2 * index], coordinates[2 * index + 1]);
        }
        return new Region.Polygon(List.of(points));
    }

    @Test
    void aBoxHasTheseWholePixels() {
        Mask mask = only(new Region.Box(2, 3, 5, 5));
        assertThat(mask.count()).isEqualTo(6);
        assertThat(mask.box().orElseThrow()).isEqualTo(new PixelBox(2, 3, 5, 5));
    }

    @Test
    void anOutlineIsFilledByTheEvenOddRule() {
        assertThat(only(polygon(2, 2, 8, 2, 8, 6, 2, 6)).count()).isEqualTo(24);
        // A triangle of 8 by 8 halves covers 28 centres below its slope: 7 + 6 + … + 1.
        assertThat(only(polygon(0, 0, 8, 0, 0, 8)).count()).isEqualTo(28);
        // The centre of a bow tie belongs to neither wing.
        Mask tie = only(polygon(0, 0, 10, 10, 10, 0, 0, 10));
        assertThat(tie.at(5, 1)).isTrue();
        assertThat(tie.at(1, 5)).isFalse();
    }

    @Test
    void anEllipseIsTurned() {
        Mask flat = only(new Region.Ellipse(new Region.Point(10, 5), 6, 2, 0));
        assertThat(flat.at(5, 14)).isTrue();
        assertThat(flat.at(8, 10)).isFalse();
        Mask upright = only(new Region.Ellipse(new Region.Point(10, 5), 6, 2, Math.PI / 2));
        assertThat(upright.at(5, 14)).isFalse();
        assertThat(upright.at(8, 10)).isTrue();
        assertThat((double) flat.count()).isBetween(0.9 * Math.PI * 12, 1.1 * Math.PI * 12);
    }

    @Test
    void theSmallestMarkIsAPixel() {
        assertThat(only(polygon(3.2, 4.7)).at(4, 3)).isTrue();
        assertThat(only(new Region.Ellipse(new Region.Point(3.9, 4.9), 0.1, 0.1, 0)).count()).isEqualTo(1);
    }

    @Test
    void aMaskCountsBeforeABox(@TempDir Path folder) throws IOException {
        BufferedImage half = new BufferedImage(10, 5, BufferedImage.TYPE_BYTE_GRAY);
        half.getRaster().setSample(4, 2, 0, 200);
        half.getRaster().setSample(5, 2, 0, 90);
        Path file = folder.resolve("mask.png");
        ImageIO.write(half, "png", file.toFile());
        Mask mask = only(new Region.Box(0, 0, 20, 10), new Region.MaskFile(file));
        // One pixel of the file is two by two of the picture.
        assertThat(mask.box().orElseThrow()).isEqualTo(new PixelBox(8, 4, 10, 6));
    }

    /** CDD-CESM draws malignant lesions red and benign ones blue, some of them with smoothed edges. */
    @Test
    void aMaskMayBeInColour(@TempDir Path folder) throws IOException {
        for (int colour : new int[] {0xff0000, 0x0000ff, 0x00ff00}) {
            BufferedImage drawn = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
            drawn.setRGB(4, 2, colour);
            drawn.setRGB(5, 2, colour & 0x4f4f4f);
            Path file = folder.resolve("colour.png");
            ImageIO.write(drawn, "png", file.toFile());
            assertThat(only(new Region.MaskFile(file)).box().orElseThrow()).isEqualTo(new PixelBox(4, 2, 5, 3));
        }
    }

    @Test
    void aBlackMaskMarksNothing(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("black.png");
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        assertThat(MarkedLesion.of(List.of(finding(new Region.MaskFile(file))), 10, 20)).isEmpty();
    }

    @Test
    void findingsWithoutAPlaceAreLeftOut() {
        assertThat(MarkedLesion.of(List.of(finding(), finding(new Region.Box(30, 3, 40, 5))), 10, 20)).isEmpty();
    }
}
