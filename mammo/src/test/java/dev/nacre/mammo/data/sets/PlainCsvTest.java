package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of one's own, and what all tables have in common. */
class PlainCsvTest {
    @TempDir
    private Path directory;

    private SetContents read() {
        return new PlainCsv().read(directory, Miniature.NO_LOOK);
    }

    @Test
    void picturesWithFindings() {
        new Miniature(directory).text("pictures.csv",
                "\uFEFFpatient , exam,side,view,file,birads,density,pathology,split,age,device,findings,impression",
                "p,e,left,mlo,a.png,4B,3,malignant,train,048Y,Mammomat,\"A mass, 8 mm.\nNo nodes.\",BI-RADS 4b.",
                "",
                "q,f,R,CC,b.png,,,,valid,,,,")
                .text("findings.csv", "file,category,xmin,ymin,xmax,ymax,mask,birads,pathology",
                        "a.png,mass,1,2,3,4,m.png,4b,Malignant", "a.png,mass,,,,,gone.png,,", "c.png,mass,,,,,,,")
                .files("a.png", "b.png", "m.png");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.MISSING_FILE, Kind.ORPHAN);
        SetRecord first = contents.records().getFirst();
        assertThat(first.birads()).contains(Birads.MODERATE_SUSPICION);
        assertThat(first.density()).contains(DensityClass.C);
        assertThat(first.report()).containsExactly(new ReportSection("findings", "A mass, 8 mm.\nNo nodes."),
                new ReportSection("impression", "BI-RADS 4b."));
        assertThat(first.findings().getFirst()).isEqualTo(new Finding(List.of(FindingCategory.MASS), List.of(),
                List.of(new Region.Box(1, 2, 3, 4), new Region.MaskFile(directory.resolve("m.png"))),
                Optional.of(Birads.MODERATE_SUSPICION), Optional.of(Pathology.MALIGNANT)));
        assertThat(first.facts()).isEqualTo(
                RecordFacts.NONE.withAge(OptionalInt.of(48)).withDevice(Optional.of("Mammomat")));
        SetRecord second = contents.records().get(1);
        assertThat(second.facts()).isEqualTo(RecordFacts.NONE);
        assertThat(second.place().toString()).isEqualTo("pictures.csv, line 5");
        assertThat(second.split()).contains(SetSplit.VALIDATION);
        assertThat(second.report()).isEmpty();
    }

    @Test
    void aPatientOnTwoSidesOfTheSplitIsAnErrorThatNamesNobody() {
        new Miniature(directory).text("pictures.csv", "patient,side,view,file,split", "Zwetschge,L,CC,a.png,train",
                "other,L,CC,b.png,test", "Zwetschge,R,CC,c.png,test", "Zwetschge,R,MLO,d.png,test")
                .files("a.png", "b.png", "c.png", "d.png");
        List<SetRecord> records = read().records();
        SplitCheck.require(records.subList(1, 4));
        assertThatThrownBy(() -> SplitCheck.require(records)).isInstanceOf(InputException.class)
                .hasMessageContaining("1 patient stands").hasMessageContaining("(pictures.csv, line 2; pictures.csv,"
                        + " line 4)").hasMessageNotContaining("Zwetschge");
    }

    @Test
    void aCommaWithoutQuotesIsAnError() {
        new Miniature(directory).text("pictures.csv", "patient,side,view,file", "Zwetschge, Ilse,L,CC,a.png");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("line 2: the row has 5 cells but the header has 4")
                .hasMessageNotContaining("Zwetschge");
    }

    @Test
    void anotherEncodingAndAnOpenQuoteAreErrors() {
        Miniature miniature = new Miniature(directory).text(StandardCharsets.ISO_8859_1, "pictures.csv",
                "patient,side,view,file", "Müller,L,CC,a.png");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class).hasMessageContaining("not text in UTF-8");
        miniature.text("pictures.csv", "patient,side,view,file", "\"Meier,L,CC,a.png");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be read as a table").hasMessageNotContaining("Meier");
        miniature.text("pictures.csv");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class);
    }

    @Test
    void aRowThatWasCutOffAndAnotherSeparatorAreErrors() {
        Miniature miniature = new Miniature(directory).text("pictures.csv", "patient,side,view,file,birads",
                "Zwetschge,L,CC,a.png", "Zwetschge,R,C").files("a.png");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("line 3: the row has 3 cells and ends before the column file")
                .hasMessageNotContaining("Zwetschge");
        miniature.text("pictures.csv", "patient,side,view,file,birads", "Zwetschge,L,CC,a.png");
        assertThat(read().problems()).isEmpty();
        miniature.text("pictures.csv", "patient;side;view;file", "Zwetschge;L;CC;a.png");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("separated by another character than here, where it is ','");
    }

    @Test
    void assessmentsAndDensitiesAsTablesWriteThem() {
        assertThat(Birads.named("BI-RADS 4")).contains(Birads.SUSPICIOUS);
        assertThat(Birads.named("birads: 4C")).contains(Birads.HIGH_SUSPICION);
        assertThat(Birads.named("6.0")).contains(Birads.KNOWN_MALIGNANCY);
        assertThat(Birads.named("5a")).isEmpty();
        assertThat(Birads.named("7")).isEmpty();
        assertThat(Birads.named("44")).isEmpty();
        assertThat(Birads.HIGH_SUSPICION.number()).isEqualTo(4);
        assertThat(DensityClass.named("DENSITY D")).contains(DensityClass.D);
        assertThat(DensityClass.named("1")).contains(DensityClass.A);
        assertThat(DensityClass.named("5")).isEmpty();
    }
}
