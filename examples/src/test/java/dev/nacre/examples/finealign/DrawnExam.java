package dev.nacre.examples.finealign;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.FineAlignFile;
import dev.nacre.mammo.finealign.TrainedFineAlign;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.inference.PromptBank;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.ResNetConfig;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of an exam of somebody who does not exist, and an untrained model. */
final class DrawnExam {
    static final int HEIGHT = 200;
    static final int WIDTH = 150;
    static final List<String> SECRETS = List.of("Zwetschge", "Ilseken", "PAT4711", "ACC998877");
    static final String REPORT = """
            Findings: Irregular mass in the left breast, BI-RADS 5. Zwetschge has a calcification on the right.
            Right breast: no <script>mass</script> & nothing else.
            """;

    private DrawnExam() {
    }

    /** A folder with a picture for each view. */
    static Path pictures(Path folder, ExamView... views) throws IOException {
        Files.createDirectories(folder);
        for (ExamView view : views) {
            write(folder.resolve("Zwetschge-" + view.ordinal() + ".dcm"), view);
        }
        return folder;
    }

    private static void write(Path file, ExamView view) {
        boolean right = view.side() == Laterality.RIGHT;
        short[] levels = new short[HEIGHT * WIDTH];
        for (int index = 0; index < levels.length; index++) {
            double x = right ? WIDTH - 1 - index % WIDTH : index % WIDTH;
            double y = index / WIDTH - HEIGHT / 2.0;
            boolean breast = x * x / (110.0 * 110) + y * y / (90.0 * 90) < 1;
            levels[index] = (short) (breast ? 1200 + 600 * Key.of(view.ordinal()).uniform(index) : 20);
        }
        DataSet attributes = new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25." + (view.ordinal() + 1)).text(Tag.MODALITY, "MG")
                .text(Tag.PATIENT_NAME, "Zwetschge^Ilseken").text(Tag.PATIENT_ID, "PAT4711")
                .text(0x00080050, "ACC998877").text(Tag.IMAGE_LATERALITY, right ? "R" : "L")
                .text(Tag.VIEW_POSITION, view.view().name()).build();
        DicomWriter.write(file, attributes, new PixelFrames(HEIGHT, WIDTH, 12, false, "MONOCHROME2", List.of(levels)),
                Compression.NONE);
    }

    /** A model file. */
    static Path model(Path file, FineAlignConfig.Mode mode) {
        List<String> texts = Stream.concat(Stream.of(REPORT), Stream.concat(PromptBank.ENGLISH.present().stream(),
                PromptBank.ENGLISH.absent().stream()).flatMap(set -> set.sentences().stream())).toList();
        WordPieceTokenizer tokenizer = new WordPieceTokenizer(new WordPieceTrainer(300, 1, true).train(texts), true);
        BertConfig text = BertConfig.small(tokenizer.vocabulary().size(), 12, 2, 96);
        FineAlignConfig config = mode == FineAlignConfig.Mode.PRECURSOR
                ? FineAlignConfig.precursor(ResNetConfig.TINY, text)
                : FineAlignConfig.recommended(ResNetConfig.TINY, text, 16);
        FineAlignFile.write(new TrainedFineAlign(new FineAlign(config).init(Key.of(8)), new WordInput(tokenizer, 96),
                PixelRecipe.oriented(128, 64), Json.object()), file);
        return file;
    }
}
