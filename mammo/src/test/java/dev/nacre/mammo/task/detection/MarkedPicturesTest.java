package dev.nacre.mammo.task.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.Region;
import dev.nacre.mammo.data.sets.RowPlace;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.ViewName;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.LabelledBox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedPicturesTest {
    private static final List<LesionKind> KINDS = List.of(LesionKind.CALCIFICATION, LesionKind.MASS);

    @TempDir
    private Path folder;

    private static Finding finding(FindingCategory category, Region... regions) {
        return new Finding(List.of(category), List.of(), List.of(regions), Optional.empty(), Optional.empty());
    }

    private SetRecord record(Finding... findings) {
        return new SetRecord(new RowPlace("table.csv", 2), "p", "e", Laterality.LEFT,
                new ViewName("CC"), PictureKind.DIGITAL, folder.resolve("picture.png"), Optional.empty(),
                Optional.empty(), List.of(findings), Optional.empty(), List.of(), Optional.empty());
    }

    @Test
    void findingsOfOtherKindsAreNoneAndThoseWithoutAPlaceLeaveThePictureOut() {
        Region box = new Region.Box(10, 20, 30, 50);
        MarkedPictures marked = MarkedPictures.of(List.of(record(),
                record(finding(FindingCategory.MASS, box), finding(FindingCategory.CALCIFICATION, box)),
                record(finding(FindingCategory.MASS)), record(finding(FindingCategory.ASYMMETRY))), KINDS);
        assertThat(marked.withoutPlace()).isEqualTo(1);
        assertThat(marked.pictures()).hasSize(3);
        assertThat(marked.pictures().get(0).lesions()).isEmpty();
        assertThat(marked.pictures().get(1).lesions()).containsExactly(
                new LabelledBox(new BoundingBox(10, 20, 30, 50), 1),
                new LabelledBox(new BoundingBox(10, 20, 30, 50), 0));
        assertThat(marked.pictures().get(2).lesions()).isEmpty();
        assertThat(marked.pictures().get(1).toString()).isEqualTo("Picture[lesions: 2]");
    }

    @Test
    void boxesAreThoseOfTheSetElseAroundOutlinesElseAroundMasks() throws IOException {
        Path mask = folder.resolve("mask.png");
        BufferedImage drawn = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY);
        drawn.getRaster().setSample(4, 2, 0, 255);
        drawn.getRaster().setSample(7, 5, 0, 255);
        ImageIO.write(drawn, "png", mask.toFile());
        BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSample(3, 3, 0, 255);
        ImageIO.write(picture, "png", folder.resolve("picture.png").toFile());
        Region file = new Region.MaskFile(mask);
        Region outline = new Region.Polygon(List.of(new Region.Point(1, 5), new Region.Point(9, 2),
                new Region.Point(4, 11)));
        Region box = new Region.Box(0, 0, 5, 5);
        expect(box(file), 8, 6, 16, 18);
        expect(box(file, outline), 1, 2, 9, 11);
        expect(box(file, outline, box), 0, 0, 5, 5);
        expect(box(box, new Region.Box(20, 3, 25, 28)), 0, 0, 25, 28);
        expect(box(new Region.Polygon(List.of(new Region.Point(7.5, 4)))), 7, 4, 8, 5);
        expect(box(new Region.Ellipse(new Region.Point(50, 60), 10, 4, Math.PI / 2)), 46, 50, 54, 70);
    }

    private BoundingBox box(Region... regions) {
        return MarkedPictures.of(List.of(record(finding(FindingCategory.MASS, regions))), KINDS).pictures()
                .getFirst().lesions().getFirst().box();
    }

    private static void expect(BoundingBox box, double x0, double y0, double x1, double y1) {
        assertThat(new double[] {box.x0(), box.y0(), box.x1(), box.y1()})
                .containsExactly(new double[] {x0, y0, x1, y1}, within(1e-9));
    }

    @Test
    void aTurnedLesionKeepsItsSizeAsAnEllipseAndGrowsAsARectangle() {
        BoundingBox square = new BoundingBox(10, 10, 30, 30);
        double half = Math.sqrt(0.5);
        PlaneAffine eighth = new PlaneAffine(half, -half, 0, half, half, 0);
        assertThat(MovedBox.ELLIPSE.of(square, eighth).width()).isCloseTo(20, within(1e-9));
        assertThat(MovedBox.CORNERS.of(square, eighth).width()).isCloseTo(20 * Math.sqrt(2), within(1e-9));
        PlaneAffine flip = PlaneAffine.flipHorizontally(100).then(PlaneAffine.scale(2, 3));
        expect(MovedBox.ELLIPSE.of(new BoundingBox(10, 10, 30, 20), flip), 140, 30, 180, 60);
        expect(MovedBox.CORNERS.of(new BoundingBox(10, 10, 30, 20), flip), 140, 30, 180, 60);
    }

    @Test
    void ofALesionAtThePicturesEdgeAQuarterMustShow() {
        List<LabelledBox> lesions = List.of(new LabelledBox(new BoundingBox(-30, 0, 10, 10), 0),
                new LabelledBox(new BoundingBox(-31, 0, 9.9, 10), 1),
                new LabelledBox(new BoundingBox(90, 0, 95, 5), 2));
        assertThat(MovedBox.ELLIPSE.shown(lesions, PlaneAffine.IDENTITY, 50, 80))
                .containsExactly(new LabelledBox(new BoundingBox(0, 0, 10, 10), 0));
    }
}
