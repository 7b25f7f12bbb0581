package dev.nacre.bench.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.Add;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.AttentionGradient;
import dev.nacre.core.op.BatchNorm;
import dev.nacre.core.op.BatchNormGradient;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Conv2dInputGradient;
import dev.nacre.core.op.Conv2dWeightGradient;
import dev.nacre.core.op.Exp;
import dev.nacre.core.op.Gelu;
import dev.nacre.core.op.IndexAdd;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.core.op.LayerNormGradient;
import dev.nacre.core.op.MatMul;
import dev.nacre.core.op.MaxPool2d;
import dev.nacre.core.op.Random;
import dev.nacre.core.op.Silu;
import dev.nacre.core.op.Softmax;
import dev.nacre.core.op.SoftmaxGradient;
import dev.nacre.core.op.Spec;
import dev.nacre.core.op.Sum;
import dev.nacre.core.op.Tanh;
import dev.nacre.core.op.UnaryGradient;
import dev.nacre.core.op.Window;
import java.util.ArrayList;
import java.util.List;

/** The sizes that the first training meets: EfficientNet-B2 on 380 × 228 and a BERT of width 768. */
public final class KernelCases {
    private static final Window SAME3 = Window.PLAIN.padding(1);

    private KernelCases() {
    }

    /** All cases, in the order of the table. */
    public static List<KernelCase> all() {
        var cases = new ArrayList<KernelCase>();
        products(cases);
        convolutions(cases);
        norms(cases);
        attention(cases);
        maps(cases);
        moves(cases);
        return List.copyOf(cases);
    }

    /** The case of this name. */
    public static KernelCase named(String name) {
        return all().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("there is no kernel case '" + name + "'; known: "
                        + all().stream().map(KernelCase::name).toList()));
    }

    private static void products(List<KernelCase> cases) {
        matMul(cases, "matmul 512", 1, 512, 512, 512);
        matMul(cases, "matmul 1024", 1, 1024, 1024, 1024);
        matMul(cases, "matmul 2048x768x3072", 1, 2048, 3072, 768);
        matMul(cases, "matmul batched 96x256x256x64", 96, 256, 256, 64);
    }

    private static void matMul(List<KernelCase> cases, String name, long batch, long m, long n, long k) {
        cases.add(KernelCase.of(name, new MatMul(), 2 * batch * m * n * k, Shape.of(batch, m, k), Shape.of(batch, k,
                n)));
    }

    private static void convolutions(List<KernelCase> cases) {
        convolution(cases, "conv 1x1 24→144, 95x57", Window.PLAIN, Shape.of(4, 95, 57, 24), 1, 144);
        convolution(cases, "conv 1x1 288→48, 48x29", Window.PLAIN, Shape.of(4, 48, 29, 288), 1, 48);
        convolution(cases, "conv 3x3 stride 2 3→32, 380x228", Window.PLAIN.stride(2).padding(0, 0, 1, 1),
                Shape.of(2, 380, 228, 3), 3, 32);
        convolution(cases, "conv 3x3 64→64, 56x56", SAME3, Shape.of(4, 56, 56, 64), 3, 64);
        convolution(cases, "depthwise 3x3 144, 95x57", SAME3.groups(144), Shape.of(4, 95, 57, 144), 3, 144);
        convolution(cases, "depthwise 5x5 stride 2 144, 95x57", Window.PLAIN.stride(2).padding(2).groups(144),
                Shape.of(4, 95, 57, 144), 5, 144);
        convolution(cases, "depthwise 5x5 720, 24x15", Window.PLAIN.padding(2).groups(720), Shape.of(4, 24, 15, 720), 5,
                720);
    }

    private static void convolution(List<KernelCase> cases, String name, Window window, Shape x, int kernel, long out) {
        var w = Shape.of(kernel, kernel, x.size(3) / window.groups(), out);
        var y = Shape.of(x.size(0), window.outputHeight(x.size(1), kernel), window.outputWidth(x.size(2), kernel), out);
        long flops = 2 * y.elements() * kernel * kernel * w.size(2);
        cases.add(KernelCase.of(name, new Conv2d(window), flops, x, w));
        cases.add(KernelCase.of(name + ", input gradient", new Conv2dInputGradient(window, x.size(1), x.size(2)), flops,
                y, w));
        cases.add(KernelCase.of(name + ", weight gradient", new Conv2dWeightGradient(window, w), flops, x, y));
    }

    private static void norms(List<KernelCase> cases) {
        var map = Shape.of(4, 95, 57, 144);
        var channel = Shape.of(144);
        cases.add(KernelCase.of("batch norm 144, 95x57", new BatchNorm(1e-3), 0, map, channel, channel));
        cases.add(KernelCase.of("batch norm 144, 95x57, gradient", new BatchNormGradient(1e-3), 0, map, channel,
                channel, channel, map));
        var rows = Shape.of(2048, 768);
        var width = Shape.of(768);
        cases.add(KernelCase.of("layer norm 2048x768", new LayerNorm(1e-12), 0, rows, width, width));
        cases.add(KernelCase.of("layer norm 2048x768, gradient", new LayerNormGradient(1e-12), 0, rows, width, rows));
        cases.add(KernelCase.of("softmax 4096x256", new Softmax(), 0, Shape.of(4096, 256)));
        cases.add(KernelCase.of("softmax 4096x256, gradient", new SoftmaxGradient(), 0, Shape.of(4096, 256),
                Shape.of(4096, 256)));
    }

    private static void attention(List<KernelCase> cases) {
        var heads = Shape.of(8, 12, 256, 64);
        var attention = new Attention(0.125, -1, Precision.FLOAT32);
        long product = 2 * heads.elements() * 256;
        cases.add(KernelCase.of("attention 8x12x256x64", attention, 2 * product, heads, heads, heads));
        cases.add(KernelCase.of("attention 8x12x256x64, gradient", new AttentionGradient(attention), 5 * product, heads,
                heads, heads, heads, heads.without(3), heads));
    }

    private static void maps(List<KernelCase> cases) {
        var many = Shape.of(1 << 22);
        cases.add(KernelCase.of("add 4M", new Add(), 0, many, many));
        cases.add(KernelCase.of("exp 4M", new Exp(), 0, many));
        cases.add(KernelCase.of("tanh 4M", new Tanh(), 0, many));
        cases.add(KernelCase.of("gelu 4M", new Gelu(), 0, many));
        cases.add(KernelCase.of("silu 4M", new Silu(), 0, many));
        cases.add(KernelCase.of("silu 4M, gradient", new UnaryGradient(new Silu()), 0, many, many));
        cases.add(KernelCase.of("sum of 4M", new Sum(List.of(0), false), 0, many));
        cases.add(KernelCase.of("sum over 21660 rows of 144", new Sum(List.of(0), false), 0, Shape.of(21660, 144)));
        cases.add(KernelCase.of("adamw 4M", new AdamWStep(1e-3, 0.9, 0.999, 1e-8, 0.01, 10), 0, many, many, many,
                many));
    }

    private static void moves(List<KernelCase> cases) {
        var table = new Spec(DType.FLOAT32, Shape.of(30522, 768));
        var picked = new Spec(DType.FLOAT32, Shape.of(2048, 768));
        var ids = new Spec(DType.INT32, Shape.of(2048));
        cases.add(new KernelCase("embedding 2048 of 30522x768", new IndexSelect(0), List.of(table, ids), 30522, 0));
        cases.add(new KernelCase("embedding 2048 of 30522x768, gradient", new IndexAdd(0, 30522), List.of(ids, picked),
                30522, 0));
        cases.add(KernelCase.of("max pool 3x3 stride 2 64, 112x112", new MaxPool2d(3, 3, SAME3.stride(2)), 0,
                Shape.of(2, 112, 112, 64)));
        cases.add(new KernelCase("random normal 1M", new Random(Key.of(1), Distribution.STANDARD_NORMAL,
                Shape.of(1 << 20)), List.of(), 0, 0));
    }
}
