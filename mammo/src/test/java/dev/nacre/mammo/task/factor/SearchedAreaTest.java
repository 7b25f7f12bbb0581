package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.RowPlace;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.ViewName;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.BreastMask;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchedAreaTest {
    private static final int HEIGHT = 160;
    private static final int WIDTH = 100;

    /** Half an ellipse with a muscle in its upper corner, the chest wall on the left or on the right. */
    private static PreparedPicture breast(boolean right) {
        float[] levels = new float[HEIGHT * WIDTH];
        for (int index = 0; index < levels.length; index++) {
            int row = index / WIDTH;
            int column = right ? WIDTH - 1 - index % WIDTH : index % WIDTH;
            boolean inside = Math.hypot((row - 80) / 75.0, column / 80.0) < 1;
            boolean muscle = inside && column < 36 - 0.4 * row;
            levels[index] = !inside ? 2 + index % 3 : muscle ? 190 : 100 + 10 * (float) Math.sin(row * 0.3 + column);
        }
        return new PreparedPicture(HEIGHT, WIDTH, 8, levels, new AppliedRecipe("", "", false,
                new PixelBox(0, 0, WIDTH, HEIGHT), false, PlaneAffine.IDENTITY));
    }

    private static SetRecord record(String view) {
        return new SetRecord(new RowPlace("invented.csv", 1), "woman", "exam", Laterality.LEFT, new ViewName(view),
                PictureKind.DIGITAL, Path.of("picture.png"), Optional.empty(), Optional.empty(), List.of(),
                Optional.empty(), List.of(), Optional.empty());
    }

    @Test
    void neitherTheRimNorTheMuscleIsSearched() {
        Mask oblique = SearchedArea.of(breast(false), record("MLO"));
        assertThat(oblique.at(80, 30)).as("in the middle").isTrue();
        assertThat(oblique.at(30, 8)).as("in the muscle").isFalse();
        assertThat(oblique.at(80, 79)).as("at the skin").isFalse();
        assertThat(SearchedArea.of(breast(false), record("CC")).at(30, 8)).as("there is no muscle in such a view")
                .isTrue();
    }

    @Test
    void theSideOfTheChestWallDoesNotMatter() {
        Mask left = SearchedArea.of(breast(false), record("MLO"));
        Mask right = SearchedArea.of(breast(true), record("MLO"));
        boolean[] turned = new boolean[HEIGHT * WIDTH];
        for (int index = 0; index < turned.length; index++) {
            turned[index] = right.at(index / WIDTH, WIDTH - 1 - index % WIDTH);
        }
        assertThat(turned).isEqualTo(left.inside());
    }

    @Test
    void whereTheViewIsNotKnownTheBreastIsSearched() {
        PreparedPicture picture = breast(true);
        assertThat(SearchedArea.of(picture, record("")).inside()).isEqualTo(BreastMask.of(picture).inside());
    }
}
