package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.Region.Point;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CDD-CESM as published and in its small layout. */
class CddCesmTest {
    private static final String SMALL = "set,image,mask,patient,side,type,view,class_from_mask_colour,bbox_xmin,"
            + "bbox_ymin,bbox_xmax,bbox_ymax,mask_pixels";

    @TempDir
    private Path directory;

    @Test
    void severalValuesInACellAndEveryShapeOfOutline() {
        new Miniature(directory).text("Radiology-manual-annotations.csv",
                "Image_name,Patient_ID,Side,Type,Age,Breast density (ACR),BIRADS,Findings,View,Tags,Machine,Pathology",
                "P1_L_DM_CC ,1,L,DM,50,B,3$4,Mass$Architectural distortion$Wound,CC,,1,Malignant",
                "P1_L_CM_MLO,1,L,CESM,50,B,,,MLO,,1,Benign", "P2_R_DM_CC,2,R,DM,50,A,1,,CC,,1,Normal")
                .text("Radiology_hand_drawn_segmentations_v2.csv",
                        "filename,file_size,region_shape_attributes",
                        shape("P1_L_DM_CC.jpg", "{'name':'polygon','all_points_x':[1,5,3],'all_points_y':[2,2,6.5]}"),
                        shape("P1_L_DM_CC.jpg", "{'name':'ellipse','cx':9,'cy':8,'rx':3,'ry':2,'theta':0.5}"),
                        shape("P1_L_DM_CC.jpg", "{'name':'circle','cx':9,'cy':8,'r':4}"),
                        shape("P1_L_DM_CC.jpg", "{'name':'point','cx':7,'cy':6}"),
                        shape("P1_L_DM_CC.jpg", "{'name':'polygon','all_points_x':[1],'all_points_y':[2,3]}"),
                        shape("P1_L_CM_MLO.jpg", "{}"), shape("P9_L_CM_MLO.jpg", "{'name':'circle'"))
                .files("images/P1_L_DM_CC.jpg", "images/P1_L_CM_MLO.jpg");
        SetContents contents = new CddCesm().read(directory, Miniature.NO_LOOK);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNUSABLE_REGION, Kind.UNUSABLE_REGION,
                Kind.UNKNOWN_LABEL, Kind.MISSING_FILE, Kind.ORPHAN);
        SetRecord first = contents.records().getFirst();
        assertThat(first.kind()).isEqualTo(PictureKind.LOW_ENERGY);
        assertThat(first.birads()).contains(Birads.SUSPICIOUS);
        assertThat(first.density()).contains(DensityClass.B);
        assertThat(first.pathology()).contains(Pathology.MALIGNANT);
        assertThat(first.findings()).flatExtracting(Finding::categories).startsWith(FindingCategory.MASS,
                FindingCategory.ARCHITECTURAL_DISTORTION, FindingCategory.UNSPECIFIED);
        assertThat(first.findings()).flatExtracting(Finding::regions).containsExactly(
                new Region.Polygon(List.of(new Point(1, 2), new Point(5, 2), new Point(3, 6.5))),
                new Region.Ellipse(new Point(9, 8), 3, 2, 0.5), new Region.Ellipse(new Point(9, 8), 4, 4, 0),
                new Region.Polygon(List.of(new Point(7, 6))));
        assertThat(first.facts().age()).hasValue(50);
        assertThat(first.facts().device()).contains("machine 1");
        SetRecord second = contents.records().get(1);
        assertThat(second.kind()).isEqualTo(PictureKind.SUBTRACTED);
        assertThat(second.birads()).isEmpty();
        assertThat(second.findings()).isEmpty();
    }

    @Test
    void theWorkbookIsReadAsItWasPublishedAndReportsComeWithoutWhatTheySayAboutContrast() {
        new Miniature(directory).workbook("Radiology manual annotations.xlsx",
                "Image_name,Patient_ID,Side,Type,Age,Breast density (ACR),BIRADS,Findings,View,Tags,Machine,"
                        + "Pathology Classification/ Follow up",
                "P1_L_DM_CC,1,L,DM,50,B,0$2,,CC,,1,Benign", "P1_L_CM_CC,1,L,CESM,50,B,4,,CC,,1,Benign",
                "P2_L_DM_CC,2,L,DM,50,,5,Mass,CC,,1,Malignant", "P3_L_DM_CC,3,L,DM,,,1,,CC,,,")
                .document("reports/P1.docx", "PATIENT NO. 1", "DIGITALIZED LOW DOSE SOFT TISSUE MAMMOGRAPHY REVEALED:",
                        "There is a mass.", "CONTRAST ENHANCED SPECTRAL MAMMOGRAPHY REVEALED:", "It glows.",
                        "OPINION:", "Cancer.", "DIGITAL MAMMOGRAPHY OPINION:", "BIRADS 2.",
                        "Intense enhancement is seen.", "Malignant.")
                .document("reports/P2.docx", "Mass with heterogeneous enhancement.")
                .text("reports/P3.docx", "no zip").document("reports/P12 and 13.docx", "MAMMOGRAPHY:", "Mass.")
                .files("reports/~$P1.docx", "P1_L_DM_CC.jpg", "P1_L_CM_CC.jpg", "P2_L_DM_CC.jpg", "P3_L_DM_CC.jpg");
        SetContents contents = new CddCesm().read(directory, Miniature.NO_LOOK);
        assertThat(Miniature.kinds(contents)).containsExactlyInAnyOrder(Kind.REPORT_LEFT_OUT, Kind.REPORT_LEFT_OUT,
                Kind.UNREADABLE);
        assertThat(contents.problems().toString()).doesNotContain("P1", "P2", "P3");
        assertThat(contents.records()).extracting(SetRecord::report).containsExactly(List.of(new ReportSection(
                "low-energy mammogram", "There is a mass.\nBIRADS 2.")), List.of(), List.of(), List.of());
        assertThat(contents.records()).extracting(SetRecord::birads).containsExactly(Optional.of(Birads.INCOMPLETE),
                Optional.of(Birads.SUSPICIOUS), Optional.of(Birads.HIGHLY_SUGGESTIVE), Optional.of(Birads.NEGATIVE));
        assertThat(contents.records()).extracting(SetRecord::patient).containsExactly("1", "1", "2", "3");
        assertThat(contents.records()).extracting(SetRecord::pathology).containsExactly(Optional.of(Pathology.BENIGN),
                Optional.of(Pathology.BENIGN), Optional.of(Pathology.MALIGNANT), Optional.empty());
        assertThat(contents.records().get(2).place().toString())
                .isEqualTo("Radiology manual annotations.xlsx, line 4");
    }

    @Test
    void boxesOfTheSmallLayoutIncludeTheirLastPixels() {
        new Miniature(directory).text("labels.csv", SMALL, "1,i/a.jpg,m/a.png,108,L,DM,CC,malignant,111,2,394,365,9",
                "2,i/b.jpg,m/b.png,109,R,CM,MLO,,5,6,5,6,1").files("i/a.jpg", "m/a.png", "i/b.jpg");
        SetContents contents = new CddCesmSmall().read(directory, Miniature.NO_LOOK);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.MISSING_FILE);
        Finding lesion = contents.records().getFirst().findings().getFirst();
        assertThat(lesion.regions()).containsExactly(new Region.MaskFile(directory.resolve("m/a.png")),
                new Region.Box(111, 2, 395, 366));
        assertThat(lesion.pathology()).contains(Pathology.MALIGNANT);
        assertThat(contents.records().get(1).pathology()).isEmpty();
        assertThat(contents.records().get(1).findings().getFirst().regions())
                .containsExactly(new Region.Box(5, 6, 6, 7));
    }

    @Test
    void theRealPicturesLoad() {
        Path folder = Stream.of("../shared/data/CDD-CESM", "../../shared/data/CDD-CESM").map(Path::of)
                .filter(Files::isDirectory).findFirst().orElse(null);
        assumeTrue(folder != null, "../shared/data/CDD-CESM is not there");
        SetContents contents = new CddCesmSmall().read(folder, Miniature.NO_LOOK);
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.records()).hasSize(44).allSatisfy(record ->
                assertThat(record.findings().getFirst().regions()).hasSize(2));
        assertThat(contents.records()).filteredOn(record -> record.kind() == PictureKind.LOW_ENERGY).hasSize(25);
        assertThat(contents.records()).filteredOn(record -> record.pathology().equals(
                Optional.of(Pathology.MALIGNANT))).hasSize(10);
    }

    private static String shape(String file, String json) {
        return file + ",1,\"" + json.replace("'", "\"\"") + "\"";
    }
}
