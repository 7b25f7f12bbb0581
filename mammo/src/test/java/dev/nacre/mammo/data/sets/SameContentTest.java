package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the same bytes under different names. */
class SameContentTest {
    @TempDir
    private Path directory;

    private final List<Integer> done = new ArrayList<>();
    private int total;

    private SetContents compared() {
        SetContents contents = new PlainCsv().read(directory, Miniature.NO_LOOK);
        return SameContent.without(contents, (files, all) -> {
            done.add(files);
            total = all;
        });
    }

    @Test
    void theFirstIsKeptAndThePlacesAreTold() {
        new Miniature(directory).text("pictures.csv", "patient,side,view,file,split", "Zwetschge,L,CC,a.png,train",
                "Zwetschge,L,MLO,b.png,train", "Zwetschge,R,CC,c.png,train", "Ilse,L,CC,d.png,test",
                "Ilse,R,CC,e.png,test", "Ilse,R,MLO,f.png,test").text("a.png", "one").text("b.png", "two")
                .text("c.png", "one").text("d.png", "one").text("e.png", "six").text("f.png", "a longer one");
        SetContents contents = compared();
        assertThat(contents.records()).extracting(record -> record.place().line()).containsExactly(2L, 3L, 6L, 7L);
        assertThat(contents.problems()).containsExactly(
                new SetProblem(Kind.DUPLICATE, new RowPlace("pictures.csv", 4), "the file has the same content as that"
                        + " of pictures.csv, line 2; the first is kept"),
                new SetProblem(Kind.DUPLICATE, new RowPlace("pictures.csv", 5), "the file has the same content as that"
                        + " of pictures.csv, line 2, which is of another patient, on the other side of the split; the"
                        + " first is kept"));
        assertThat(done).isSorted().doesNotHaveDuplicates().endsWith(total);
        assertThat(total).isEqualTo(9);
    }

    @Test
    void filesThatDifferBetweenThePiecesAreNotTheSame() throws IOException {
        byte[] bytes = new byte[1 << 20];
        new Random(5).nextBytes(bytes);
        new Miniature(directory).text("pictures.csv", "patient,side,view,file", "1,L,CC,a.png", "1,L,MLO,b.png",
                "1,R,CC,c.png");
        Files.write(directory.resolve("a.png"), bytes);
        Files.write(directory.resolve("c.png"), bytes);
        bytes[1 << 18] ^= 1;
        Files.write(directory.resolve("b.png"), bytes);
        SetContents contents = compared();
        assertThat(contents.problems()).extracting(problem -> problem.place().line()).containsExactly(4L);
        assertThat(contents.records()).hasSize(2);
    }

    @Test
    void emptyAndVanishedFilesAreNoDuplicates() throws IOException {
        new Miniature(directory).text("pictures.csv", "patient,side,view,file", "1,L,CC,a.png", "1,L,MLO,b.png",
                "1,R,CC,c.png").files("c.png");
        Files.createFile(directory.resolve("a.png"));
        Files.createFile(directory.resolve("b.png"));
        SetContents read = new PlainCsv().read(directory, Miniature.NO_LOOK);
        Files.delete(directory.resolve("c.png"));
        SetContents contents = SameContent.without(read, (files, all) -> { });
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNREADABLE, Kind.UNREADABLE, Kind.UNREADABLE);
        assertThat(contents.records()).isEmpty();
    }
}
