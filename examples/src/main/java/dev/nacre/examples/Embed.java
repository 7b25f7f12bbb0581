package dev.nacre.examples;

import dev.nacre.bench.DeviceOption;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.data.PretrainingTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the vectors of pictures and sentences by a trained Mammo-CLIP. */
@Command(name = "embed", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Writes the vectors of pictures, and of sentences where given, by a trained model:",
            "NAME.safetensors with the tensors 'pictures' and 'sentences', and NAME.csv with a line for each vector."
                + " Vectors have length 1, so that a product of two is their cosine. Research use, not for diagnosis."})
final class Embed implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private PictureArguments pictures;

    @Mixin
    private SentenceArguments sentences;

    @Option(names = "--out", required = true, paramLabel = "NAME",
            description = "Where to write: NAME.safetensors and NAME.csv.")
    private Path out;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Embed() {
    }

    @Override
    public Integer call() throws IOException {
        Path safetensors = out.resolveSibling(out.getFileName() + ".safetensors");
        Path csv = out.resolveSibling(out.getFileName() + ".csv");
        Outputs.checkWritable(safetensors);
        Outputs.checkWritable(csv);
        Optional<PretrainingTable> table = pictures.table();
        List<String> texts = sentences.sentences();
        List<FoundFile> files = pictures.files(table);
        FileEmbedder embedder = model.load(spec.commandLine().getErr());
        float[][] ofPictures = ModelArguments.pictures(embedder, files, spec.commandLine().getErr());
        float[][] ofSentences = embedder.sentences(texts);

        SafetensorsWriter writer = new SafetensorsWriter().metadata("note", Outputs.NOTE)
                .metadata("recipe", embedder.predictor().pictures().toJson().toString());
        Scope.run("writing vectors", () -> {
            writer.add("pictures", tensor(ofPictures), FileLayout.SAME);
            if (ofSentences.length > 0) {
                writer.add("sentences", tensor(ofSentences), FileLayout.SAME);
            }
        });
        writer.write(safetensors);
        AtomicFile.write(csv, csv(files, ofPictures, texts, ofSentences));
        PrintWriter screen = spec.commandLine().getOut();
        screen.println("Vectors of " + files.size() + " pictures and " + texts.size() + " sentences are in "
                + safetensors + " and " + csv + " (" + Outputs.NOTE + ")");
        screen.flush();
        return 0;
    }

    private static Tensor tensor(float[][] vectors) {
        int width = vectors[0].length;
        float[] values = new float[vectors.length * width];
        for (int row = 0; row < vectors.length; row++) {
            System.arraycopy(vectors[row], 0, values, row * width, width);
        }
        return Tensor.of(values, vectors.length, width);
    }

    private static String csv(List<FoundFile> files, float[][] ofPictures, List<String> texts, float[][] ofSentences) {
        CsvText csv = new CsvText();
        csv.row(row("kind", "source", IntStream.range(0, ofPictures[0].length).mapToObj(index -> "v" + index)));
        for (int row = 0; row < files.size(); row++) {
            csv.row(row("picture", files.get(row).shownName(), numbers(ofPictures[row])));
        }
        for (int row = 0; row < texts.size(); row++) {
            csv.row(row("sentence", texts.get(row), numbers(ofSentences[row])));
        }
        return csv.toString();
    }

    private static Stream<Float> numbers(float[] vector) {
        return IntStream.range(0, vector.length).mapToObj(index -> vector[index]);
    }

    private static Object[] row(String kind, Object source, Stream<?> values) {
        return Stream.concat(Stream.of(kind, source), values).toArray();
    }
}
