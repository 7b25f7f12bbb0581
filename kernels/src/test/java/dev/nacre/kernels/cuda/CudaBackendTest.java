package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Storage;
import dev.nacre.core.op.Exp;
import dev.nacre.core.op.LayerNormGradient;
import dev.nacre.core.op.MatMul;
import dev.nacre.core.op.Primitive;
import dev.nacre.core.op.Sum;
import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.DeviceMemoryException;
import dev.nacre.kernels.cuda.driver.Region;
import dev.nacre.kernels.cuda.fake.Arithmetic;
import dev.nacre.kernels.cuda.fake.FakeDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is launched for a primitive, and what is left when a backend is closed; nothing is computed here. */
class CudaBackendTest {
    private static final long BYTES = 256L << 20;

    private final FakeDriver driver = new FakeDriver(BYTES, Arithmetic.NONE, "nacre_exp");
    private final CudaBackend backend = new CudaBackend(driver,
            source -> (source.ptx() + "\0").getBytes(StandardCharsets.UTF_8), BYTES);

    private Operand tensor(long... sizes) {
        Shape shape = Shape.of(sizes);
        return new Operand(backend.allocate(DType.FLOAT32, shape.elements()), Layout.contiguous(shape));
    }

    private List<FakeDriver.Call> run(Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        int before = driver.calls().size();
        backend.run(primitive, inputs, outputs);
        return driver.calls().subList(before, driver.calls().size());
    }

    private static List<String> names(List<FakeDriver.Call> calls) {
        return calls.stream().map(FakeDriver.Call::name).toList();
    }

    @Test
    void closingGivesEverythingBack() {
        Operand x = tensor(3, 5);
        try (Arena arena = Arena.ofConfined()) {
            backend.upload(arena.allocate(60), x.storage());
        }
        run(new Sum(List.of(0), false), List.of(x), List.of(tensor(5)));
        backend.synchronize();
        assertThat(backend.memory().blocks()).isEqualTo(2);
        backend.close();
        assertThat(driver.leaks()).isZero();
        assertThat(driver.isClosed()).isTrue();
    }

    /** A block for each chunk of 8192, and one for what the chunks leave. */
    @Test
    void longRowsAreAddedUpInTwoLaunches() {
        Operand x = tensor(3, 20_000);
        Operand y = tensor(3);
        List<FakeDriver.Call> calls = run(new Sum(List.of(1), false), List.of(x), List.of(y));
        assertThat(names(calls)).containsExactly("nacre_sum_rows", "nacre_sum_rows");
        Region chunks = calls.getFirst().regions().get(1);
        assertThat(chunks.bytes()).isEqualTo(3 * 3 * Float.BYTES);
        assertThat(calls.get(1).regions().getFirst()).isEqualTo(new Region(chunks.address(), chunks.bytes(), false));
        assertThat(calls.get(1).regions().get(1).bytes()).isEqualTo(3 * Float.BYTES);
        assertThat(backend.memory().blocks()).isEqualTo(2);
    }

    @Test
    void aTransposedFactorIsNotCopiedAndAStridedOneIs() {
        Operand a = tensor(3, 4);
        Operand b = new Operand(tensor(5, 4).storage(), Layout.contiguous(Shape.of(5, 4)).permute(1, 0));
        assertThat(names(run(new MatMul(), List.of(a, b), List.of(tensor(3, 5))))).containsExactly("product");
        Operand strided = new Operand(tensor(4, 10).storage(), Layout.contiguous(Shape.of(4, 10)).slice(1, 0, 10, 2));
        assertThat(names(run(new MatMul(), List.of(a, strided), List.of(tensor(3, 5)))))
                .containsExactly("nacre_copy4", "product");
    }

    @Test
    void gradientsOfNothingAreZerosAndLaunchNoKernel() {
        List<FakeDriver.Call> calls = run(new LayerNormGradient(1e-5), List.of(tensor(0, 8), tensor(8), tensor(0, 8)),
                List.of(tensor(0, 8), tensor(8), tensor(8)));
        assertThat(names(calls)).containsExactly("clear", "clear");
    }

    @Test
    void aKernelThatFailsIsNamedWithItsShapes() {
        Operand y = tensor(2, 3);
        run(new Exp(), List.of(tensor(2, 3)), List.of(y));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(24);
            assertThatThrownBy(() -> backend.download(y.storage(), 0, values)).isInstanceOf(CudaException.class)
                    .hasMessageContaining("illegal memory access").hasMessageContaining("nacre_exp exp(float32[2, 3])");
        }
    }

    @Test
    void afterMemoryWasUsedUpTheDeviceServesOn() {
        Operand large = tensor(40L << 20);
        assertThatThrownBy(() -> backend.allocate(DType.FLOAT32, 40L << 20)).isInstanceOf(DeviceMemoryException.class)
                .hasMessageContaining("160 MiB asked for").hasMessageContaining("1 × 160 MiB");
        large.storage().release();
        Storage again = backend.allocate(DType.FLOAT32, 40L << 20);
        assertThat(names(run(new Sum(List.of(0), false),
                List.of(new Operand(again, Layout.contiguous(Shape.of(40L << 20)))), List.of(tensor()))))
                .containsExactly("nacre_sum_rows", "nacre_sum_rows");
    }
}
