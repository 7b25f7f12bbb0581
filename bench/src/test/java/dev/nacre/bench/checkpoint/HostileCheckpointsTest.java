package dev.nacre.bench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.bench.fuzz.ByteMutation;
import dev.nacre.bench.fuzz.FuzzMeter;
import dev.nacre.bench.fuzz.FuzzResult;
import dev.nacre.bench.fuzz.FuzzResult.Outcome;
import dev.nacre.core.io.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of some megabytes at most that are made to cost time or memory out of all proportion: they must not. */
class HostileCheckpointsTest {
    private static final FuzzMeter METER = new FuzzMeter(CheckpointException.class);
    private static final String DICTIONARY = "ccollections\nOrderedDict\n";
    private static final String REBUILD = "ctorch._utils\n_rebuild_tensor_v2\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("files")
    void hostileFilesCostLittle(String name, HostilePickle pickle) throws IOException {
        Path file = Files.write(folder.resolve("file"), pickle.archive());
        FuzzResult result = METER.measure(0, name, ByteMutation.BITS, () -> CheckpointCase.read(file), () -> false);
        assertThat(CheckpointFuzz.LIMITS.broken(result)).as("%s", result).isFalse();
        assertThat(result.outcome()).as("%s", result).isNotEqualTo(Outcome.FAILED);
    }

    static Stream<Arguments> files() {
        return Stream.of(
                file("lists of twice the list before", doubling("]q0", "(h0h0l")),
                file("lists of ten times the list before", doubling("]q0", "(h0h0h0h0h0h0h0h0h0h0l")),
                file("lists of three empty lists and more", doubling("]q0", "(h0h0]l")),
                file("dictionaries of twice the one before", doubling("}q0", "}(K\1h0K\2h0u")),
                file("dictionaries of one key", doubling("}q0", "}K\1h0s")),
                file("ordered dictionaries of twice the one before",
                        doubling(DICTIONARY + ")Rq0", DICTIONARY + ")R(K\1h0K\2h0u")),
                file("calls with twice the call before as arguments", doubling("cx\ny\n)Rq0", "cx\ny\nh0h0\u0086R")),
                file("objects with twice the one before as attributes",
                        doubling("cx\ny\n)Rq0", "cx\ny\n)R}(K\1h0K\2h0ub")),
                file("sets of twice the one before", doubling("cbuiltins\nset\n]\u0085Rq0",
                        "cbuiltins\nset\n]h0ah0a\u0085R")),
                wide("empty lists", new HostilePickle().operations("]").keep(1)),
                wide("empty dictionaries", new HostilePickle().operations("}").keep(1)),
                wide("empty objects", new HostilePickle().operations("cx\ny\n)R").keep(1)),
                wide("empty ordered dictionaries", new HostilePickle().operations(DICTIONARY + ")R").keep(1)),
                wide("long texts", new HostilePickle().text("x".repeat(100_000)).keep(1)),
                wide("long integers", new HostilePickle().raw(0x8A, 32).times(32, "\177").keep(1)),
                wide("long globals", new HostilePickle().operations("c" + "m".repeat(255) + "\n" + "n".repeat(255)
                        + "\n").keep(1)),
                wide("tensors", new HostilePickle().keepTensor(1, "0")),
                wide("dictionaries whose hundred thousand keys are one",
                        new HostilePickle().operations("}(").times(100_000, "K\1N").operations("u").keep(1)),
                wide("integers of a text", scalar("i8", "x".repeat(1 << 20))),
                wide("integers of a type with a long name", scalar("8".repeat(1 << 20), "x".repeat(8))),
                file("ordered dictionaries of a long tuple", new HostilePickle().operations("(").times(100_000, "N")
                        .operations("t").keep(1).operations("](").times(50_000, DICTIONARY + "h\1R").operations("e")),
                wide("tensors of a storage with a long name", new HostilePickle().keepTensor(1, "0".repeat(1 << 20))),
                file("long keys above a tensor", longKeys()),
                file("a tensor at the end of a long path", new HostilePickle().keepTensor(1, "0")
                        .times(100_000, "}K\1").recall(1).times(100_000, "s")),
                file("tuples in tuples", new HostilePickle().operations("N").times(1_000_000, "\u0085")),
                file("references to references", new HostilePickle().operations("N").times(1_000_000, "Q")),
                file("calls of calls", new HostilePickle().operations("cx\ny\n").times(500_000, ")R")),
                file("ordered dictionaries of ordered dictionaries", new HostilePickle().operations("N").keep(1)
                        .operations(DICTIONARY).keep(2).recall(1).times(100_000, "q\3" + "0h\2h\3\u0085R")),
                file("parameters of parameters", new HostilePickle().operations("ctorch._utils\n_rebuild_parameter\n")
                        .keep(2).operations("N").times(100_000, "q\3" + "0h\2h\3\u0085R")),
                file("a call that is its own argument", new HostilePickle()
                        .operations("cbuiltins\ngetattr\n]q\1R").keep(2).recall(1).recall(2).operations("a")),
                file("a list in itself", new HostilePickle().operations("]q\1h\1a")),
                file("a dictionary in itself", new HostilePickle().operations("}q\1K\1h\1s")),
                file("two dictionaries in each other", new HostilePickle().operations("}q\1}q\2K\1h\1sK\2h\2s")),
                file("an object that is its own attributes", new HostilePickle().operations("cx\ny\n)Rq\1h\1b")),
                file("long arguments of getattr", manyArguments()),
                file("long tuples of sizes", manySizes()),
                file("globals of long texts", longGlobals()),
                file("globals whose hash codes are equal", equalHashCodes()),
                file("nothing but lists", new HostilePickle().times(1_000_000, "]")),
                file("nothing but marks", new HostilePickle().times(1_000_000, "(")),
                file("nothing but notes", new HostilePickle().operations("N").times(1_000_000, "\u0094")),
                file("more operations than any pickle has", new HostilePickle().times(2_500_000, "N0")),
                file("a tensor of 2^40 elements, one of which is there", expanded(0x8A, 6, 0, 0, 0, 0, 0, 1)),
                file("a tensor of 2^20 elements, one of which is there", expanded('J', 0, 0, 16, 0)));
    }

    private static Arguments file(String name, HostilePickle pickle) {
        return Arguments.of(name, pickle);
    }

    /** The step makes a value of the last one, which is kept under the number 0, and this is done sixty times. */
    private static HostilePickle doubling(String first, String step) {
        return new HostilePickle().operations(numbered(first)).operations("0")
                .times(60, numbered(step) + "q\0" + "0").recall(0);
    }

    private static String numbered(String operations) {
        return operations.replace("h0", "h\0").replace("q0", "q\0");
    }

    /** A list of half a million times what was kept under the number 1. */
    private static Arguments wide(String name, HostilePickle kept) {
        return file("a list of many " + name, kept.operations("](").times(500_000, "h\1").operations("e"));
    }

    private static HostilePickle scalar(String type, String data) {
        return new HostilePickle().operations("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n").text(type)
                .operations("\u0085R(K\3").text("<").operations("tb").text(data).operations("\u0086R").keep(1);
    }

    private static HostilePickle longKeys() {
        HostilePickle pickle = new HostilePickle().keepTensor(1, "0").text("k".repeat(1 << 20)).keep(2).recall(1);
        return pickle.keep(3).times(90, "}h\2h\3sq\3" + "0").recall(3);
    }

    private static HostilePickle manyArguments() {
        return new HostilePickle().operations("cbuiltins\ngetattr\n").keep(1).operations("(").times(100_000, "N")
                .operations("t").keep(2).times(100_000, "h\1h\2R0").operations("N");
    }

    private static HostilePickle manySizes() {
        return new HostilePickle().operations("(").times(100_000, "K\1").operations("t").keep(2).operations(REBUILD)
                .operations("(N").raw('K', 0).operations("h\2h\2tR").keep(1)
                .operations("](").times(100_000, "h\1").operations("e");
    }

    private static HostilePickle longGlobals() {
        return new HostilePickle().text("a.".repeat(125)).keep(1).text("b.".repeat(125)).keep(2)
                .times(500_000, "h\1h\2\u0093" + "0").operations("N");
    }

    /** The texts Aa and BB have one hash code, and so have all that are made of as many of them. */
    private static HostilePickle equalHashCodes() {
        HostilePickle pickle = new HostilePickle();
        for (int number = 0; number < 1 << 16; number++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
            }
            pickle.operations("cm\n" + name + "\n0");
        }
        return pickle.operations("N");
    }

    private static HostilePickle expanded(int... size) {
        HostilePickle pickle = new HostilePickle().operations("](");
        for (int copy = 0; copy < 100; copy++) {
            pickle.operations(REBUILD).operations("((").text("storage").operations("ctorch\nFloatStorage\n").text("0")
                    .text("cpu").raw('K', 1, 't', 'Q', 'K', 0).raw(size).raw(0x85, 'K', 0, 0x85, 0x89, 'N', 't', 'R');
        }
        return pickle.operations("e");
    }
}
