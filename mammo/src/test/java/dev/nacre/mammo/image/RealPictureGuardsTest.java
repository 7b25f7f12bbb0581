package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No alarm is false on real mammograms beside the project; their names tell side and view. */
class RealPictureGuardsTest {
    /** Views of these were told by looking at them. */
    private static final Set<String> OBLIQUE = Set.of("sample_A3", "sample_B1", "sample_B4", "sample_C1", "sample_C2",
            "sample_C4", "sample_D2", "sample_D3");

    @Test
    void wholeExamsAreUprightAndTheRightBreastsOfOneAreMirrored() throws IOException {
        for (Path file : files("nyukat-mammography_metarepository/images", ".png")) {
            assertThat(codes(file)).as(file.toString()).containsExactly("markers");
        }
        for (Path file : files("nyukat-BIRADS_classifier/images", ".png")) {
            boolean right = file.getFileName().toString().startsWith("R");
            assertThat(codes(file)).as(file.toString())
                    .containsExactly(right ? new String[] {"mirrored", "markers"} : new String[] {"markers"});
        }
    }

    @Test
    void mammogramsOfFourDensitiesAreUprightAndOneIsTiny() throws IOException {
        for (Path file : files("Project-MONAI-model-zoo/breast_density_classification/sample_data", ".jpg")) {
            assertThat(codes(file)).as(file.toString())
                    .containsExactly(file.toString().contains("D1") ? "small" : "markers");
        }
    }

    @Test
    void obliqueViewsThatAreUpsideDownAreMostlyFound() throws IOException {
        int found = 0;
        int oblique = 0;
        for (String folder : List.of("CDD-CESM/images", "CDD-CESM/second-set/images")) {
            for (Path file : files(folder, ".jpg")) {
                List<String> codes = new ArrayList<>(codes(file));
                codes.remove("markers");
                if (file.toString().contains("MLO")) {
                    oblique++;
                    found += codes.remove("upside-down") ? 1 : 0;
                }
                assertThat(codes).as(file.toString()).isEmpty();
            }
        }
        assertThat(oblique).isEqualTo(24);
        assertThat(found).isGreaterThanOrEqualTo(20);
    }

    @Test
    void computedMammogramsHangDown() throws IOException {
        for (Path file : files("DIDSR-msynth-release/images", ".jpg").subList(0, 8)) {
            assertThat(codes(file)).as(file.toString()).containsExactly("rotated");
        }
    }

    @Test
    void negativesOfAllAreFound() throws IOException {
        for (Path file : files("Project-MONAI-model-zoo/breast_density_classification/sample_data", ".jpg")) {
            GreyPicture picture = PictureReader.read(file);
            short[] levels = new short[picture.levels().length];
            for (int index = 0; index < levels.length; index++) {
                levels[index] = (short) (255 - picture.levels()[index]);
            }
            GreyPicture negative = new GreyPicture(picture.height(), picture.width(), 8, levels);
            assertThat(PictureGuards.check(Mammogram.of("x", negative)).getFirst().code()).isEqualTo("inverted");
        }
    }

    private static List<String> codes(Path file) {
        String name = file.getFileName().toString().replaceAll("\\.\\w+$", "");
        Optional<Laterality> side = name.matches("(.*_)?L[-_].*") ? Optional.of(Laterality.LEFT)
                : name.matches("(.*_)?R[-_].*") ? Optional.of(Laterality.RIGHT) : Optional.empty();
        Optional<View> view = name.contains("MLO") || OBLIQUE.contains(name) ? Optional.of(View.MLO)
                : name.endsWith("CC") ? Optional.of(View.CC) : Optional.empty();
        PictureFacts facts = new PictureFacts(false, side, view, Optional.empty(), false, false, Optional.empty(),
                Optional.empty(), Optional.empty());
        return PictureGuards.check(new Mammogram("x", PictureReader.read(file), false, List.of(), facts)).stream()
                .map(PictureFinding::code).toList();
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        Path beside = Path.of("../shared/data");
        Path directory = (Files.exists(beside) ? beside : Path.of("..").resolve(beside)).resolve(folder);
        assumeTrue(Files.isDirectory(directory), "skipped: there is no " + directory);
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
