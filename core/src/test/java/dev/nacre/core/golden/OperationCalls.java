package dev.nacre.core.golden;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.op.ArgSort;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.AvgPool2d;
import dev.nacre.core.op.BatchNorm;
import dev.nacre.core.op.BinaryCrossEntropy;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.ContrastiveLoss;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.ConvTranspose2d;
import dev.nacre.core.op.CrossEntropy;
import dev.nacre.core.op.CumulativeSum;
import dev.nacre.core.op.DiceLoss;
import dev.nacre.core.op.Embedding;
import dev.nacre.core.op.FocalLoss;
import dev.nacre.core.op.GroupNorm;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.core.op.Linear;
import dev.nacre.core.op.MaxPool2d;
import dev.nacre.core.op.MeanSquaredError;
import dev.nacre.core.op.OneHot;
import dev.nacre.core.op.PixelShuffle;
import dev.nacre.core.op.RotaryEmbedding;
import dev.nacre.core.op.SmoothL1;
import dev.nacre.core.op.Stack;
import dev.nacre.core.op.UpsampleBilinear;
import dev.nacre.core.op.UpsampleNearest;
import dev.nacre.core.op.Window;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * How each golden case is called. Inputs and outputs are in PyTorch's layouts (NCHW, OIHW, linear weights [out, in]);
 * they are permuted here, inside what is recorded, so that gradients come back in those layouts, too.
 */
final class OperationCalls {
    private final Json arguments;
    private final List<Tensor> in;

    OperationCalls(Json arguments, List<Tensor> inputs) {
        this.arguments = arguments;
        this.in = inputs;
    }

    List<Tensor> call(String name) {
        return switch (name) {
            case "max" -> x().max(integer("dim"));
            case "min" -> x().min(integer("dim"));
            case "topk" -> ArgSort.largest(x(), integer("k"), integer("dim"));
            case "batch_norm.train" -> trainBatchNorm();
            default -> List.of(single(name));
        };
    }

    private Tensor single(String name) {
        String kind = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        return switch (kind) {
            case "add", "sub", "mul", "div", "maximum", "minimum", "matmul" -> pair(kind, x(), in.get(1));
            case "pow", "exp", "log", "sqrt", "rsqrt", "neg", "abs", "tanh", "sigmoid", "relu", "silu", "softplus",
                    "erf", "sin", "cos", "clamp", "gelu" -> map(name);
            case "sum", "mean", "logsumexp", "variance", "cumsum", "argsort" -> reduced(kind);
            case "transpose", "permute", "reshape", "slice", "concat", "stack", "pad", "flip", "expand" -> moved(kind);
            case "where", "masked_fill", "gather", "index_select", "embedding", "one_hot" -> chosen(kind);
            case "softmax", "log_softmax", "layer_norm", "l2_normalize", "group_norm", "batch_norm" -> normal(kind);
            case "conv2d", "conv_transpose2d", "linear" -> convolved(kind);
            case "max_pool2d", "avg_pool2d", "global_avg_pool2d", "upsample_nearest2d", "upsample_bilinear2d",
                    "pixel_shuffle" -> picture(kind);
            case "attention", "rope" -> attended(name);
            default -> loss(name);
        };
    }

    private static Tensor pair(String kind, Tensor a, Tensor b) {
        return switch (kind) {
            case "add" -> a.add(b);
            case "sub" -> a.sub(b);
            case "mul" -> a.mul(b);
            case "div" -> a.div(b);
            case "maximum" -> a.maximum(b);
            case "minimum" -> a.minimum(b);
            default -> a.matmul(b);
        };
    }

    private Tensor map(String name) {
        return switch (name) {
            case "pow" -> x().pow(number("exponent"));
            case "exp" -> x().exp();
            case "log" -> x().log();
            case "sqrt" -> x().sqrt();
            case "rsqrt" -> x().rsqrt();
            case "neg" -> x().neg();
            case "abs" -> x().abs();
            case "tanh" -> x().tanh();
            case "sigmoid" -> x().sigmoid();
            case "relu" -> x().relu();
            case "silu" -> x().silu();
            case "gelu.erf" -> x().gelu();
            case "gelu.tanh" -> x().geluTanh();
            case "softplus" -> x().softplus();
            case "erf" -> x().erf();
            case "sin" -> x().sin();
            case "cos" -> x().cos();
            default -> x().clamp(number("min"), number("max"));
        };
    }

    private Tensor reduced(String kind) {
        return switch (kind) {
            case "sum" -> x().sum(integers("dims"));
            case "mean" -> x().meanKeep(integers("dims"));
            case "logsumexp" -> x().mul(5).logSumExp(integer("dim"));
            case "variance" -> x().variance(integer("dim"));
            case "cumsum" -> CumulativeSum.of(x(), integer("dim"));
            default -> ArgSort.of(x(), integer("dim"), false);
        };
    }

    private Tensor moved(String kind) {
        return switch (kind) {
            case "transpose" -> x().transpose(integers("dims")[0], integers("dims")[1]);
            case "permute" -> x().permute(integers("dims"));
            case "reshape" -> x().reshape(sizes("shape"));
            case "expand" -> x().expand(sizes("shape"));
            case "slice" -> x().slice(integer("dim"), integer("start"), integer("stop"), integer("step"));
            case "flip" -> x().flip(integers("dims"));
            case "concat" -> Concat.of(integer("dim"), in);
            case "stack" -> Stack.of(integer("dim"), in);
            default -> {
                int[] padding = integers("last_dims_before_after");
                yield x().pad(-1, padding[0], padding[1]).pad(-2, padding[2], padding[3]);
            }
        };
    }

    private Tensor chosen(String kind) {
        return switch (kind) {
            case "where" -> x().to(DType.BOOL).where(in.get(1), in.get(2));
            case "masked_fill" -> x().maskedFill(in.get(1).to(DType.BOOL), number("value"));
            case "gather" -> x().gather(integer("dim"), in.get(1));
            case "index_select" -> IndexSelect.of(x(), integer("dim"), in.get(1));
            case "embedding" -> Embedding.of(x(), in.get(1));
            default -> OneHot.of(x(), integer("classes"), DType.INT64);
        };
    }

    private Tensor normal(String kind) {
        return switch (kind) {
            case "softmax" -> x().mul(4).softmax(integer("dim"));
            case "log_softmax" -> x().logSoftmax(integer("dim"));
            case "layer_norm" -> LayerNorm.of(x(), in.get(1), in.get(2), number("eps"));
            case "l2_normalize" -> L2Normalize.of(x(), integer("dim"));
            case "group_norm" -> inside(x -> GroupNorm.of(x, in.get(1), in.get(2), integer("groups"), 1e-5));
            default -> inside(x -> BatchNorm.eval(x, in.get(1), in.get(2), in.get(3), in.get(4).abs().add(0.5),
                    number("eps")));
        };
    }

    private List<Tensor> trainBatchNorm() {
        List<Tensor> all = BatchNorm.train(x().permute(0, 2, 3, 1), in.get(1), in.get(2), number("eps"));
        double momentum = number("momentum");
        double n = (double) x().elements() / x().size(1);
        return List.of(all.get(0).permute(0, 3, 1, 2), all.get(1).mul(momentum),
                all.get(2).mul(momentum * n / (n - 1)).add(1 - momentum));
    }

    private Tensor convolved(String kind) {
        return switch (kind) {
            case "linear" -> Linear.of(x(), in.get(1).transpose(0, 1), in.get(2));
            case "conv_transpose2d" -> inside(x -> ConvTranspose2d.of(x, in.get(1).permute(2, 3, 1, 0),
                    Window.PLAIN.stride(integer("stride")).padding(integer("padding")), integer("output_padding"))
                    .add(in.get(2)));
            default -> inside(x -> {
                int[] sides = integers("padding_left_top_right_bottom");
                Window window = Window.PLAIN.stride(integer("stride")).dilation(integer("dilation"))
                        .groups(integer("groups")).padding(sides[1], sides[0], sides[3], sides[2]);
                Tensor y = Conv2d.of(x, in.get(1).permute(2, 3, 1, 0), window);
                return in.size() == 3 ? y.add(in.get(2)) : y;
            });
        };
    }

    private Tensor picture(String kind) {
        return switch (kind) {
            case "max_pool2d" -> inside(x -> MaxPool2d.of(x, integers("kernel")[0], integers("kernel")[1], pooling()));
            case "avg_pool2d" -> inside(x -> AvgPool2d.of(x, integer("kernel"), integer("kernel"), pooling()));
            case "global_avg_pool2d" -> x().permute(0, 2, 3, 1).mean(1, 2);
            case "upsample_nearest2d" -> inside(x -> UpsampleNearest.of(x, integer("scale")));
            case "upsample_bilinear2d" -> inside(x -> UpsampleBilinear.of(x, integers("size")[0], integers("size")[1]));
            default -> inside(x -> PixelShuffle.of(x, integer("factor")));
        };
    }

    private Window pooling() {
        return Window.PLAIN.stride(integer("stride"))
                .padding(arguments.find("padding").map(p -> (int) p.whole()).orElse(0));
    }

    private Tensor attended(String name) {
        double scale = 1 / Math.sqrt(x().size(-1));
        return switch (name) {
            case "attention", "attention.cross" -> Attention.of(query(name), in.get(1), in.get(2), scale);
            case "attention.key_padding_mask" -> Attention.of(query(name), in.get(1), in.get(2),
                    in.get(3).to(DType.BOOL), scale, OptionalInt.empty());
            case "attention.sliding_window" -> Attention.of(query(name), in.get(1), in.get(2), null, scale,
                    OptionalInt.of(3));
            default -> RotaryEmbedding.of(x(), number("theta"));
        };
    }

    private Tensor query(String name) {
        return name.equals("attention") ? x().mul(3) : x();
    }

    private Tensor loss(String name) {
        return switch (name) {
            case "cross_entropy", "cross_entropy.smoothing" -> CrossEntropy.of(x(), in.get(1),
                    number("label_smoothing"));
            case "bce_with_logits" -> BinaryCrossEntropy.of(x(), positive(), number("pos_weight"));
            case "smooth_l1" -> SmoothL1.of(x(), in.get(1), number("beta"));
            case "mse" -> MeanSquaredError.of(x(), in.get(1));
            case "clip_contrastive" -> ContrastiveLoss.of(x(), in.get(1), in.get(2));
            case "focal" -> FocalLoss.of(x(), positive(), number("alpha"), number("gamma"));
            case "dice_loss" -> DiceLoss.of(x().sigmoid(), positive(), number("smooth"));
            default -> throw new IllegalArgumentException("nobody knows how to call the golden case " + name);
        };
    }

    private Tensor positive() {
        return in.get(1).greaterThan(in.get(1).mul(0)).to(in.get(1).type()).detach();
    }

    private Tensor inside(UnaryOperator<Tensor> operation) {
        return operation.apply(x().permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
    }

    private Tensor x() {
        return in.getFirst();
    }

    private double number(String key) {
        return arguments.get(key).decimal();
    }

    private int integer(String key) {
        return (int) arguments.get(key).whole();
    }

    /** An array, or one number that stands for both directions. */
    private int[] integers(String key) {
        Json value = arguments.get(key);
        return value instanceof Json.Items items ? items.items().stream().mapToInt(item -> (int) item.whole()).toArray()
                : new int[] {(int) value.whole(), (int) value.whole()};
    }

    private long[] sizes(String key) {
        return arguments.get(key).items().stream().mapToLong(Json::whole).toArray();
    }
}
