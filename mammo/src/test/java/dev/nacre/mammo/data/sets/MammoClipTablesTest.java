package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of the tables of Mammo-CLIP and Mammo-FM on miniatures. */
class MammoClipTablesTest {
    private static final String VINDR = "patient_id,series_id,image_id,laterality,view,height,width,breast_birads,"
            + "breast_density,finding_categories,finding_birads,xmin,ymin,xmax,ymax,split,resized_xmin,resized_ymin,"
            + "resized_xmax,resized_ymax,fold,Mass,density";

    @TempDir
    private Path directory;

    private SetContents read() {
        return new MammoClipTables().read(directory, Miniature.NO_LOOK);
    }

    @Test
    void findingsOfVinDrJoinTheirPictureAndBoxesFitTheFile() {
        new Miniature(directory).text("vindr_detection_v1_folds.csv", VINDR,
                "e1,s,a.png,L,CC,3500,2800,BI-RADS 4,DENSITY C,\"['Mass', 'Skin Retraction']\",BI-RADS 5,100,200,300,"
                        + "400,training,10,20,30,40,0,1,2",
                "e1,s,a.png,L,CC,3500,2800,BI-RADS 4,DENSITY C,['Asymmetry'],BI-RADS 3,1,2,3,4,training,5,9,7,6,0,0,2",
                "e2,s,b.png,R,MLO,3500,2800,BI-RADS 1,DENSITY A,['No Finding'],,,,,,test,,,,,3,0,0",
                "e3,s,c.png,R,MLO,3500,2800,BI-RADS 4,DENSITY A,['Mass'],BI-RADS 4,100,200,300,400,test,1,2,3,4,3,1,0",
                "e3,s,d.png,R,CC,3500,2800,BI-RADS 4,DENSITY A,['Mass'],BI-RADS 4,100,200,300,400,test,1,2,3,4,3,1,0")
                .files("png/e1/a.png", "png/e2/b.png", "dicom/e1/a.dicom", "dicom/e3/c.dicom", "png/e9/d.png");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNUSABLE_REGION, Kind.MISSING_FILE);
        assertThat(contents.records()).hasSize(3);
        SetRecord first = contents.records().getFirst();
        assertThat(first.file()).isEqualTo(directory.resolve("png/e1/a.png"));
        assertThat(first.findings()).containsExactly(
                new Finding(List.of(FindingCategory.MASS, FindingCategory.SKIN_RETRACTION), List.of(),
                        List.of(new Region.Box(10, 20, 30, 40)), Optional.of(Birads.HIGHLY_SUGGESTIVE),
                        Optional.empty()),
                new Finding(List.of(FindingCategory.ASYMMETRY), List.of(), List.of(),
                        Optional.of(Birads.PROBABLY_BENIGN), Optional.empty()));
        assertThat(first.density()).contains(DensityClass.C);
        assertThat(first.split()).contains(SetSplit.TRAINING);
        assertThat(contents.records().get(1).findings()).isEmpty();
        assertThat(contents.records().get(1).density()).contains(DensityClass.A);
        assertThat(contents.records().get(2).findings()).flatExtracting(Finding::regions)
                .containsExactly(new Region.Box(100, 200, 300, 400));
    }

    @Test
    void whatVinDrPairsSawMayBeWrittenAsTexts() {
        new Miniature(directory).text("clip_vindr_final.csv",
                "patient_id,laterality,split,image,view,CC,MLO,cc_findings,mlo_findings,CC_FINDING,MLO_FINDING,fold",
                "e1,L,training,\"['c.png', 'm.png']\",\"['CC','MLO']\",['c.png'],['m.png'],,,"
                        + "\"[[], ['Mass', 'Suspicious Calcification'], [], ['Asymmetry']]\","
                        + "\"[[], \"\"['Nipple Retraction']\"\", [], ['Mass']]\",1",
                "e2,R,test,\"['c2.png']\",['CC'],['c2.png'],0,,,\"[['No Finding'], ['Mass'], [], []]\",0,0",
                "e3,R,test,\"['c3.png', 'x.png']\",['CC'],['c3.png'],,,,\"[['Mass']]\",,0")
                .files("i/e1/c.png", "i/e1/m.png", "i/e2/c2.png", "i/e3/c3.png");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.CONTRADICTION, Kind.UNKNOWN_LABEL,
                Kind.CONTRADICTION);
        assertThat(contents.records()).extracting(record -> record.findings().stream()
                .flatMap(finding -> finding.categories().stream()).toList()).containsExactly(
                        List.of(FindingCategory.MASS, FindingCategory.CALCIFICATION),
                        List.of(FindingCategory.NIPPLE_RETRACTION), List.of(), List.of());
        assertThat(contents.records()).extracting(record -> record.view().name()).containsExactly("CC", "MLO", "CC",
                "CC");
        assertThat(contents.records()).extracting(SetRecord::split).containsExactly(Optional.of(SetSplit.TRAINING),
                Optional.of(SetSplit.TRAINING), Optional.of(SetSplit.TEST), Optional.of(SetSplit.TEST));
    }

    @Test
    void captionsBelongToEveryPictureOfTheirBreastAndZeroStandsForMissing() {
        new Miniature(directory).text("t.csv", "patient_id,laterality,image,view,CC,MLO,text,findings,fold",
                "7,R,\"['m.png', 'c1.png', 'c2.png']\",\"['CC', 'MLO']\",\"['c1.png', 'c2.png']\",['m.png'],"
                        + "\"['a mass', '', \"\"birads 4, patient's\"\"]\",x,0",
                "8,L,['z.png'],['CC'],['z.png'],0,0,,2.0", "9,L,['gone.png'],['CC'],['gone.png'],,nolist,,two")
                .files("p/7/m.png", "p/c1.png", "p/7/c2.png", "p/8/z.png");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL, Kind.MISSING_FILE);
        assertThat(contents.records()).extracting(record -> record.view().name()).containsExactly("CC", "CC", "MLO",
                "CC");
        assertThat(contents.records().subList(0, 3)).allSatisfy(record -> {
            assertThat(record.report()).extracting(ReportSection::name).containsExactly("text 1", "text 3");
            assertThat(record.report().get(1).text()).isEqualTo("birads 4, patient's");
            assertThat(record.split()).contains(SetSplit.VALIDATION);
        });
        assertThat(contents.records().get(3).report()).isEmpty();
        assertThat(contents.records().get(3).split()).contains(SetSplit.TRAINING);
    }

    @Test
    void rawReportsKeepTheirSections() {
        new Miniature(directory).text("upmc.csv", "patient_id,GENDER,AGE,BIRADS_CATEGORY,HISTORY,FINDINGS,IMPRESSION,"
                + "ASSESMENT,RECOMENDATION,CONCLUSION,image_id,fold,view,laterality,BIRADS_numeric",
                "100,FEMALE,99,BIRADS 0,,\"A mass, 1.5 cm.\nNo more.\",Birads: 4,,,,1png,2,CC,R,0",
                "200,FEMALE,99,BIRADS 2,Screening.,,,,Next year.,,2.png,0,MLO,L,2")
                .files("a/100/1png.png", "200/2.png");
        SetContents contents = read();
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.records().getFirst().report()).containsExactly(
                new ReportSection("findings", "A mass, 1.5 cm.\nNo more."),
                new ReportSection("impression", "Birads: 4"));
        assertThat(contents.records().getFirst().birads()).contains(Birads.INCOMPLETE);
        assertThat(contents.records().get(1).report()).extracting(ReportSection::name).containsExactly("history",
                "recommendation");
        assertThat(contents.records().get(1).place().line()).isEqualTo(4);
    }

    @Test
    void theOtherTablesWithFolds() {
        Miniature miniature = new Miniature(directory).files("p/10/20.png", "p/10/21.png", "q/D1-0001/1-1.png",
                "q/D1-0002/1-1.png", "q/D2-0284/1-1.png", "e/cohort_1/5/6/u.1.2.png",
                "n/images/abnormal/77/left/CC/IM-1.png");
        miniature.text("t.csv", "site_id,patient_id,image_id,laterality,view,age,cancer,BIRADS,density,fold",
                "1,10,20,L,CC,60,0,,,0", "1,10,21,L,MLO,60,1,0.0,B,3");
        assertThat(read().records()).extracting(SetRecord::pathology).containsOnly(Optional.of(Pathology.MALIGNANT));
        miniature.text("t.csv", "patient_id,dicom_name,LeftRight,calcification,mass,cancer,fold",
                "D1-0001,1-1.dcm,L,1,0,1,0", "D1-0003,1-1.dcm,L,1,0,1,0", "D2-0284,1-1.dcm,R,1,1,1,1");
        SetContents cmmd = read();
        assertThat(Miniature.kinds(cmmd)).containsExactly(Kind.MISSING_FILE, Kind.DUPLICATE);
        assertThat(cmmd.records().getFirst().findings()).flatExtracting(Finding::categories)
                .containsExactly(FindingCategory.CALCIFICATION);
        miniature.text("t.csv", "anon_dicom_path,patient_id,ImageLateralityFinal,tissueden,mass,calc,arch_distortion,"
                + "cancer,fold", "/x/cohort_1/5/6/u.1.2.dcm,5,R,0.0,1,0,1,0,1");
        SetRecord embed = read().records().getFirst();
        assertThat(embed.density()).contains(DensityClass.A);
        assertThat(embed.findings()).flatExtracting(Finding::categories).containsExactly(
                FindingCategory.ARCHITECTURAL_DISTORTION, FindingCategory.MASS);
        miniature.text("t.csv", "image_path,cancer,fold",
                "/restricted/NLBS_Data/images/abnormal/77/left/CC/IM-1.dcm,1,0");
        SetRecord screening = read().records().getFirst();
        assertThat(screening.patient()).isEqualTo("77");
        assertThat(screening.side()).isEqualTo(Laterality.LEFT);
        assertThat(screening.view()).isEqualTo(new ViewName("CC"));
    }

    @Test
    void oneTableInTheFolderAndAKnownOne() {
        Miniature miniature = new Miniature(directory).text("other.csv", "a,b", "1,2");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class).hasMessageContaining("no .csv file in it");
        miniature.text("a.csv", "image_path,cancer,fold").text("b.csv", "image_path,cancer,fold");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("several tables of this set, as a.csv and b.csv: leave one in it");
    }
}
