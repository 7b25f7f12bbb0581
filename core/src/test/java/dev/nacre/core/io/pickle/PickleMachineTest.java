package dev.nacre.core.io.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.pickle.PickleValue.Items.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles written by hand, one character per byte, as Python's {@code pickletools} shows them. */
class PickleMachineTest {
    @Test
    void numbersOfEveryProtocol() {
        assertThat(whole("K\u00FF.")).isEqualTo(255);
        assertThat(whole("M\u0001\u0002.")).isEqualTo(0x0201);
        assertThat(whole("J\u00FE\u00FF\u00FF\u00FF.")).isEqualTo(-2);
        assertThat(whole("I-12\n.")).isEqualTo(-12);
        assertThat(whole("L34L\n.")).isEqualTo(34);
        assertThat(whole("\u008A\0.")).isZero();
        assertThat(whole("\u008A\u0002\0\u0080.")).isEqualTo(-32768);
        assertThat(whole("\u008B\u0002\0\0\0\0\u0001.")).isEqualTo(256);
        assertThat(whole("\u008A\b\0\0\0\0\0\0\0\u0080.")).isEqualTo(Long.MIN_VALUE);
        assertThat(run("\u008A\t\0\0\0\0\0\0\0\u0080\0.")).isEqualTo(new PickleValue.Huge("9223372036854775808"));
        assertThat(run("I01\n.")).isEqualTo(new PickleValue.Truth(true));
        assertThat(run("\u0089.")).isEqualTo(new PickleValue.Truth(false));
        assertThat(run("G\u003F\u00F8\0\0\0\0\0\0.")).isEqualTo(new PickleValue.Decimal(1.5));
        assertThat(run("F-2.5e1\n.")).isEqualTo(new PickleValue.Decimal(-25));
        assertThat(run("Fnan\n.")).isEqualTo(new PickleValue.Decimal(Double.NaN));
        assertThat(run("F-inf\n.")).isEqualTo(new PickleValue.Decimal(Double.NEGATIVE_INFINITY));
        assertThat(run("N.")).isEqualTo(PickleValue.NONE);
    }

    @Test
    void textsOfEveryProtocol() {
        assertThat(text("X\u0002\0\0\0\u00C3\u00A9.")).isEqualTo("é");
        assertThat(text("\u008C\u0002ab.")).isEqualTo("ab");
        assertThat(text("\u008D\u0001\0\0\0\0\0\0\0a.")).isEqualTo("a");
        assertThat(text("U\u0001\u00E9.")).isEqualTo("é");
        assertThat(text("T\u0002\0\0\0ab.")).isEqualTo("ab");
        assertThat(text("S'a\\n\\x41\\'\\\\'\n.")).isEqualTo("a\nA'\\");
        assertThat(text("S\"it's\"\n.")).isEqualTo("it's");
        assertThat(text("Va\\u00e9\\U0001f600\\n\n.")).isEqualTo("aé😀\\n");
        assertThat(bytes("C\u0002\u0001\u00FF.")).containsExactly(1, -1);
        assertThat(bytes("B\u0001\0\0\0a.")).containsExactly('a');
        assertThat(bytes("\u008E\u0001\0\0\0\0\0\0\0a.")).containsExactly('a');
        assertThat(bytes("\u0096\u0001\0\0\0\0\0\0\0a.")).containsExactly('a');
    }

    @Test
    void containersOfEveryProtocol() {
        assertThat(items("(K\u0001K\u0002t.", Kind.TUPLE)).containsExactly(one(1), one(2));
        assertThat(items(").", Kind.TUPLE)).isEmpty();
        assertThat(items("K\u0001\u0085.", Kind.TUPLE)).containsExactly(one(1));
        assertThat(items("K\u0001K\u0002\u0086.", Kind.TUPLE)).containsExactly(one(1), one(2));
        assertThat(items("K\u0001K\u0002K\u0003\u0087.", Kind.TUPLE)).containsExactly(one(1), one(2), one(3));
        assertThat(items("(K\u0001K\u0002l.", Kind.LIST)).containsExactly(one(1), one(2));
        assertThat(items("]K\u0001a(K\u0002K\u0003e.", Kind.LIST)).containsExactly(one(1), one(2), one(3));
        assertThat(items("\u008F(K\u0001\u0090.", Kind.SET)).containsExactly(one(1));
        assertThat(items("(K\u0001\u0091.", Kind.SET)).containsExactly(one(1));
        for (String dictionary : List.of("(K\u0001K\u0002d.", "}K\u0001K\u0002s.", "}(K\u0001K\u0002u.")) {
            PickleValue.Pairs pairs = (PickleValue.Pairs) run(dictionary);
            assertThat(pairs.size()).isEqualTo(1);
            assertThat(pairs.key(0)).isEqualTo(one(1));
            assertThat(pairs.value(0)).isEqualTo(one(2));
        }
    }

    @Test
    void valuesAreNotedAndRecalled() {
        assertThat(items("K\u0007q\u00050h\u0005h\u0005\u0086.", Kind.TUPLE)).containsExactly(one(7), one(7));
        assertThat(items("K\u0007r\0\u0001\0\0000j\0\u0001\0\0\u0085.", Kind.TUPLE)).containsExactly(one(7));
        assertThat(items("K\u0007p12\n0g12\n\u0085.", Kind.TUPLE)).containsExactly(one(7));
        assertThat(items("K\u0007\u0094K\u0008\u0094h\0h\u0001\u0087.", Kind.TUPLE))
                .containsExactly(one(8), one(7), one(8));
        assertThat(items("K\u00072\u0086.", Kind.TUPLE)).containsExactly(one(7), one(7));
        assertThat(whole("K\u0007(K\u0001K\u00021.")).isEqualTo(7);
        assertThat(whole("K\u0007(0.")).as("a mark is discarded").isEqualTo(7);
    }

    @Test
    void whatPythonWouldCallIsKeptAndNotCalled() {
        for (String made : List.of("cm\nC\nK\u0001\u0085R.", "cm\nC\nK\u0001\u0085\u0081.", "(K\u0001im\nC\n.",
                "(cm\nC\nK\u0001o.", "\u008C\u0001m\u008C\u0001C\u0093K\u0001\u0085R.",
                "cm\nC\nK\u0001\u0085}K\u0005K\u0006s\u0092.")) {
            PickleValue.Call call = (PickleValue.Call) run(made);
            assertThat(call.callable()).as(made).isEqualTo(new PickleValue.Global("m", "C"));
            assertThat(call.arguments()).containsExactly(one(1));
            assertThat(call.calls("m.C", 1)).isTrue();
            assertThat(call.calls("m.C", 2)).isFalse();
            assertThat(call.calls("mC.", 1)).isFalse();
        }
        PickleValue.Call filled = (PickleValue.Call) run("cm\nC\n)RK\u0001aK\u0002K\u0003s(K\u0004e}b.");
        assertThat(filled.items()).containsExactly(one(1), one(4));
        assertThat(filled.pairs().value(0)).isEqualTo(one(3));
        assertThat(filled.state()).isInstanceOf(PickleValue.Pairs.class);
        assertThat(run("K\u0001Q.")).isEqualTo(new PickleValue.Persistent(one(1)));
        assertThat(run("Pkey\n.")).isEqualTo(new PickleValue.Persistent(new PickleValue.Text("key")));
    }

    @Test
    void theNextPickleBeginsWhereOneEnds() {
        MemorySegment two = MemorySegment.ofArray("\u0080\u0002K\u0001.\u0080\u0005\u0095\u0002\0\0\0\0\0\0\0N.."
                .getBytes(StandardCharsets.ISO_8859_1));
        PickleMachine first = new PickleMachine(two, 0, refusal());
        assertThat(first.run()).isEqualTo(one(1));
        PickleMachine second = new PickleMachine(two, first.position(), refusal());
        assertThat(second.run()).isEqualTo(PickleValue.NONE);
        assertThat(second.position()).isEqualTo(two.byteSize() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K", "K\u0001", ".", "0.", "(.", "t.", "e.", "R.", "N)R", "h\u0001.", "g1\n.", "gx\n.",
        "I\n.", "Ix\n.", "Fx\n.", "Lx\n.", "F1e\n.", "Sabc\n.", "S'\n.", "I1", "X\u0009\0\0\0abc.",
        "X\u00FF\u00FF\u00FF\u00FFabc.", "\u008D\0\0\0\0\0\0\0\u0080.", "\u008B\u00FF\u00FF\u00FF\u00FF.",
        "\u008A\u00FF.", "T\u00FF\u00FF\u00FF\u00FF.", "(K\u0001d.", "}(K\u0001u.", "NNa.", ")Na.", "N}b.", "]}b.",
        "]NNs.", "(o.", "NN\u0093.", "(K\u0001R.", "K\u0001(\u0085.", "\u00FF.", "x.", "\u0095\u0009\0\0\0\0\0\0\0N.",
        "\u0095\0\0\0\0\0\0\0\u0080N.", "\u0080\u0006N.", "\u0082\u0001.", "\u0083\u0001\0.", "\u0084\u0001\0\0\0.",
        "\u0097.", "\u0098."})
    void damagedPicklesAreRefusedInOneSentence(String pickle) {
        assertThatThrownBy(() -> run(pickle)).isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("x.pth is not a usable PyTorch file: ").hasMessageNotContaining("\n")
                .hasMessageContaining("pickle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cos\nsystem\n", "cposix\nsystem\n", "cnt\nsystem\n", "csubprocess\nPopen\n",
        "cbuiltins\neval\n", "c__builtin__\nexec\n", "cbuiltins\n__import__\n", "cbuiltins\nopen\n", "csys\nexit\n",
        "crunpy\n_run_code\n", "csocket\nsocket\n", "cshutil\nrmtree\n", "cwebbrowser\nopen\n", "cctypes\nCDLL\n",
        "cimportlib\nimport_module\n", "cpty\nspawn\n", "ccode\nInteractiveInterpreter\n", "cpip\nmain\n",
        "cpip._internal.cli.main\nmain\n", "ctorch.hub\nload\n", "ctorch\nload\n", "ctorch.serialization\nload\n",
        "ctorch.jit\nload\n", "coperator\nattrgetter\n", "c_pickle\nloads\n", "cos.path\njoin\n",
        "\u008C\u0013torch.serialization\u008C\u0009os.system\u0093",
        "\u008C\u0004some\u008C\u0014x.__globals__.system\u0093",
        "cbuiltins\ngetattr\ncx\ny\nX\u0006\0\0\0system\u0086R", "(S'touch PWNED'\nios\nsystem\n"})
    void picklesThatWouldRunSomethingAreRefusedByName(String operations) {
        assertThatThrownBy(() -> run("\u0080\u0004" + operations + ".")).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("would use \"").hasMessageContaining("nothing was run here")
                .hasMessageContaining("do not open it in Python");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c__builtin__\nobject\n", "cbuiltins\nset\n", "ccollections\nOrderedDict\n",
        "ctorch\nFloatStorage\n", "c_codecs\nencode\n", "cpathlib\nPosixPath\n", "cargparse\nNamespace\n",
        "comegaconf.listconfig\nListConfig\n", "c__main__\nNet\n", "ctorch.nn.modules.linear\nLinear\n",
        "cbuiltins\ngetattr\nc__builtin__\nobject\nX\u0007\0\0\0__new__\u0086R"})
    void harmlessNamesAreKept(String operations) {
        assertThat(run("\u0080\u0002" + operations + ".")).isNotNull();
    }

    private static PickleValue run(String pickle) {
        byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
        return new PickleMachine(MemorySegment.ofArray(bytes), 0, refusal()).run();
    }

    private static Refusal refusal() {
        return new Refusal(Path.of("x.pth"), "PyTorch file");
    }

    private static PickleValue one(long number) {
        return new PickleValue.Whole(number);
    }

    private static long whole(String pickle) {
        return ((PickleValue.Whole) run(pickle)).whole();
    }

    private static String text(String pickle) {
        return ((PickleValue.Text) run(pickle)).text();
    }

    private static byte[] bytes(String pickle) {
        return ((PickleValue.Bytes) run(pickle)).bytes().toArray(ValueLayout.JAVA_BYTE);
    }

    private static List<PickleValue> items(String pickle, Kind kind) {
        PickleValue.Items items = (PickleValue.Items) run(pickle);
        assertThat(items.kind()).isEqualTo(kind);
        return items.items();
    }
}
