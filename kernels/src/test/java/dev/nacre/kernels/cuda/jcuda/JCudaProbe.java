package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.driver.CudaDriver;
import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.Factor;
import dev.nacre.kernels.cuda.driver.Launch;
import dev.nacre.kernels.cuda.driver.LaunchArguments;
import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.PlannedAttentionGradient;
import dev.nacre.kernels.cuda.driver.PlannedCall;
import dev.nacre.kernels.cuda.driver.PlannedProduct;
import dev.nacre.kernels.cuda.driver.Product;
import dev.nacre.kernels.cuda.driver.Region;
import dev.nacre.kernels.cuda.loader.CudaLoader;
import dev.nacre.kernels.cuda.loader.CudaProbeLoader;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Calls everything of the driver interface through JCuda, in a process whose driver is a stand-in that prints. */
public final class JCudaProbe {
    private JCudaProbe() {
    }

    /** Argument: the directory of the stand-ins. */
    public static void main(String[] arguments) {
        CudaProbeLoader.load(Path.of(arguments[0]));
        System.out.println("temporary " + System.getProperty("java.io.tmpdir"));
        JCudaDevice device = new JCudaDevice(0, CudaLoader.plans(), CudaLoader.epilogues());
        System.out.println("device " + device.device());
        CudaDriver.Stream stream = device.createStream();
        CudaDriver.Event event = device.createEvent();
        long memory = device.allocate(4096);
        System.out.println("allocated " + Long.toHexString(memory));
        System.out.println("too much gives " + device.allocate(1L << 40));
        MemorySegment pinned = device.allocatePinned(64);
        pinned.setString(0, "pinned text");
        device.copyToDevice(pinned, memory + 16, stream);
        device.copyToHost(memory + 32, pinned, stream);
        device.clear(memory, 100, stream);
        device.record(event, stream);
        device.await(stream, event);
        System.out.println("happened " + device.happened(event));
        device.synchronize(event);
        CudaDriver.Module module = device.load("PTX text\0".getBytes());
        LaunchArguments packed = new LaunchArguments().writes(memory, 8).number(-7).number(2.5f).word(1L << 40)
                .words(3, 5, 8);
        device.launch(new Launch(device.function(module, "nacre_exp"), 12, 96, packed, "exp"), stream);
        Factor a = new Factor(0xA0, 24, false, 3, 6);
        Factor b = new Factor(0xB0, 48, true, 7, 12);
        Factor c = new Factor(0xC0, 32, false, 4, 8);
        device.multiply(new Product(2, 4, 3, 5, a, b, c, false, "product"), stream);
        device.multiply(new Product(2, 4, 3, 5, a, b, c, true, "product"), stream);
        for (boolean halves : new boolean[] {false, true}) {
            Convolution convolution = new Convolution(Convolution.Result.W, halves, 2, 9, 8, 4, 5, 4, 16, 3, 3, 2, 2, 0,
                    1, 2, 1, 1, 1);
            System.out.println("workspace of " + convolution + ": " + device.plan(convolution));
            System.out.println("again: " + device.plan(convolution));
            device.run(new PlannedCall(convolution, List.of(new Region(0x300, 1, false), new Region(0x100, 1, false),
                    new Region(0x200, 1, true)), new Region(0x400, 4096, true), "conv2d"), stream);
        }
        PlannedAttention attention = new PlannedAttention(2, 3, 520, 640, 64, 0.125f);
        System.out.println("workspace of " + attention + ": " + device.plan(attention));
        device.run(new PlannedCall(attention, LongStream.rangeClosed(1, 5).mapToObj(i -> new Region(i << 8, 1, i > 3))
                .toList(), new Region(0x400, 4096, true), "attention"), stream);
        PlannedAttentionGradient gradient = new PlannedAttentionGradient(new PlannedAttention(1, 1, 16, 128, 64, 0.5f));
        System.out.println("workspace of " + gradient + ": " + device.plan(gradient));
        device.run(new PlannedCall(gradient, LongStream.rangeClosed(1, 10).mapToObj(i -> new Region(i << 8, 1, i > 6))
                .toList(), new Region(0x400, 4096, true), "attention_gradient"), stream);
        System.out.println("no place for slopes: " + device.plan(new PlannedAttentionGradient(attention)));
        runProducts(device, stream);
        device.beginCapture(stream);
        CudaDriver.Graph graph = device.endCapture(stream);
        device.replay(graph, stream);
        device.destroy(graph);
        device.unload(module);
        device.freePinned(pinned);
        device.destroy(event);
        try {
            device.free(0xBAD);
        } catch (CudaException e) {
            System.out.println("refused: " + e.getMessage());
        }
        device.free(memory);
        device.synchronize(stream);
        device.destroy(stream);
        device.close();
        System.out.println("end");
    }

    private static void runProducts(JCudaDevice device, CudaDriver.Stream stream) {
        for (boolean other : new boolean[] {false, true}) {
            PlannedProduct product = new PlannedProduct(2, 3, 4, other, other);
            System.out.println("workspace of " + product + ": " + device.plan(product));
            System.out.println("planned again: " + device.plan(product));
            device.run(new PlannedCall(product, LongStream.rangeClosed(1, other ? 5 : 4)
                    .mapToObj(i -> new Region(i << 8, 1, false)).toList(), new Region(0x900, 2048, true), "linear"),
                    stream);
        }
        System.out.println("without an algorithm: " + device.plan(new PlannedProduct(2, 1, 4, false, false)));
    }
}
