package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.data.sets.Region.Point;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of INbreast on a miniature of its layout. */
class INbreastTest {
    private static final String HEADER = "Patient ID;Patient age;Laterality;View;Acquisition date;File Name;ACR;"
            + "Bi-Rads;Mass ;Micros;Distortion;Asymmetry;Findings Notes (in Portuguese)";

    @TempDir
    private Path directory;

    private Miniature miniature;

    @BeforeEach
    void layout() {
        miniature = new Miniature(directory).text(StandardCharsets.ISO_8859_1, "INbreast.csv", HEADER,
                "removed;removed;R;CC;200901;20586908;3;4c;X;X;;;n\u00f3dulo",
                "removed;removed;L;MLO;200901;20586960;1;1;;;;;normal",
                "removed;removed;L;ML;201002;22000001;2;2;;;;;", ";;;;;;;;;;;;",
                ";;;;;;count;410;;;;;")
                .files("AllDICOMs/20586908_6c613a14b80a8591_MG_R_CC_ANON.dcm",
                        "AllDICOMs/20586960_6c613a14b80a8591_MG_L_ML_ANON.dcm",
                        "AllDICOMs/22000001_aaaabbbbccccdddd_MG_L_ML_ANON.dcm")
                .text(StandardCharsets.ISO_8859_1, "MedicalReports/6c613a14b80a8591_2009_01.txt",
                        "Mamografia: n\u00f3dulo.")
                .text(StandardCharsets.ISO_8859_1, "MedicalReports/6c613a14b80a8591_2010_05.txt", "Outro exame.")
                .text("MedicalReports/aaaabbbbccccdddd_2010_03.txt", "Normal.");
        regions("""
                <dict><key>Name</key><string>Mass</string><key>Point_px</key><array><string>(10.5, 20.25)</string>
                  <string>(30, 20)</string><string>(20, 40)</string></array>
                <key>NumberOfPoints</key><integer>3</integer></dict>
                <dict><key>NumberOfPoints</key><integer>1</integer><key>Point_px</key><array><string>(7.5, 8)</string>
                  </array><key>Hidden</key><true/><key>Name</key><string>Assymetry</string></dict>""");
    }

    private void regions(String regions) {
        miniature.text("AllXML/20586908.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "file:///nowhere/PropertyList-1.0.dtd">
                <plist version="1.0"><dict><key>Images</key><array><dict>
                <key>NumberOfROIs</key><integer>2</integer><key>ImageIndex</key><integer>0</integer>
                <key>ROIs</key><array>""" + regions + "</array></dict></array></dict></plist>");
    }

    private SetContents read() {
        return new INbreast().read(directory, Miniature.NO_LOOK);
    }

    @Test
    void theHashIsThePatientAndMlIsOblique() {
        SetContents contents = read();
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.records()).extracting(SetRecord::patient)
                .containsExactly("6c613a14b80a8591", "6c613a14b80a8591", "aaaabbbbccccdddd");
        assertThat(contents.records()).extracting(record -> record.view().standard().orElseThrow())
                .containsExactly(View.CC, View.MLO, View.MLO);
        SetRecord first = contents.records().getFirst();
        assertThat(first.side()).isEqualTo(Laterality.RIGHT);
        assertThat(first.birads()).contains(Birads.HIGH_SUSPICION);
        assertThat(first.density()).contains(DensityClass.C);
        assertThat(first.exam()).isEqualTo(contents.records().get(1).exam());
        assertThat(contents.records().toString()).doesNotContain("6c613a14b80a8591");
    }

    @Test
    void outlinesAreReadByKeyAndCrossesFillWhatNobodyOutlined() {
        List<Finding> findings = read().records().getFirst().findings();
        assertThat(findings).flatExtracting(Finding::categories).containsExactly(FindingCategory.MASS,
                FindingCategory.ASYMMETRY, FindingCategory.CALCIFICATION);
        assertThat(findings.getFirst().regions()).containsExactly(new Region.Polygon(
                List.of(new Point(10.5, 20.25), new Point(30, 20), new Point(20, 40))));
        assertThat(findings.get(1).regions()).containsExactly(new Region.Polygon(List.of(new Point(7.5, 8))));
        assertThat(findings.get(2).regions()).isEmpty();
    }

    @Test
    void reportsAreLatinAndGoWithTheirMonth() {
        List<SetRecord> records = read().records();
        assertThat(records.getFirst().report())
                .containsExactly(new ReportSection("report", "Mamografia: n\u00f3dulo."));
        // The only one of the patient, though of another month.
        assertThat(records.get(2).report()).containsExactly(new ReportSection("report", "Normal."));
        miniature.text("MedicalReports/aaaabbbbccccdddd_2011_03.txt", "Another.");
        SetContents contents = read();
        assertThat(contents.records().get(2).report()).isEmpty();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.CONTRADICTION);
    }

    @Test
    void noEntityIsLoadedFromAnOutlineFile() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "Mass");
        miniature.text("AllXML/20586908.xml", "<?xml version=\"1.0\"?><!DOCTYPE plist [<!ENTITY x SYSTEM \""
                + secret.toUri() + "\">]><plist><dict><key>Images</key><array><dict><key>ROIs</key><array><dict>"
                + "<key>Name</key><string>&x;</string><key>Point_px</key><array><string>(1, 2)</string></array>"
                + "</dict></array></dict></array></dict></plist>");
        SetContents contents = read();
        assertThat(contents.problems()).isNotEmpty();
        assertThat(contents.records().getFirst().findings()).flatExtracting(Finding::categories)
                .containsOnlyOnce(FindingCategory.MASS);
        assertThat(contents.records().getFirst().findings()).filteredOn(found ->
                found.categories().contains(FindingCategory.MASS)).allSatisfy(found ->
                        assertThat(found.regions()).isEmpty());
    }

    @Test
    void damagedOutlinesAreReportedByRow() {
        regions("<dict><key>Name</key><string>Secret</string><key>Point_px</key><array><string>(1, 2)</string></array>"
                + "</dict><dict><key>Name</key><string>Cluster</string><key>Point_px</key><array><string>1.2.3"
                + "</string></array></dict>");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL, Kind.UNUSABLE_REGION);
        assertThat(contents.problems().toString()).contains("INbreast.csv").doesNotContain("Secret");
        miniature.text("AllXML/20586908.xml", "<plist>" + "<array>".repeat(100));
        assertThat(Miniature.kinds(read())).containsExactly(Kind.UNUSABLE_REGION);
        miniature.text("AllXML/20586908.xml", "no xml");
        assertThat(Miniature.kinds(read())).containsExactly(Kind.UNUSABLE_REGION);
    }

    @Test
    void aFolderOfOtherPicturesIsAnotherLayout() throws Exception {
        for (String hash : List.of("20586908_6c613a14b80a8591_MG_R_CC", "20586960_6c613a14b80a8591_MG_L_ML",
                "22000001_aaaabbbbccccdddd_MG_L_ML")) {
            Files.delete(directory.resolve("AllDICOMs/" + hash + "_ANON.dcm"));
        }
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("does not have the layout of inbreast");
    }

    @Test
    void theOldBinaryTableGetsASentenceOnWhatToDo() throws IOException {
        Files.delete(directory.resolve("INbreast.csv"));
        Files.write(directory.resolve("INbreast.xls"), new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1});
        assertThatThrownBy(this::read).isInstanceOf(InputException.class).hasMessageEndingWith("INbreast.xls is in the"
                + " binary format of older office programs, which is not read: open it and save its table as"
                + " INbreast.csv, with semicolons between cells, in ISO-8859-1");
    }
}
