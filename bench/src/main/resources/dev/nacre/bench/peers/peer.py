"""The other side of `nacre bench peers` and `nacre bench gpu`: reads one question per line (JSON), answers in one.

Arguments: threads, and a device (cpu where there is none). Questions: about; prepare (a work, how many sets of inputs);
time (so many calls, each of a group of runs); release; memory; end of input ends. Networks are written here from the
numbers of their papers, so that torch alone is needed. Channels last; eager, or compiled where a work says so.
"""
import gc
import json
import math
import sys
import time

try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError as missing:
    print(json.dumps({"error": f"this Python has no torch: {missing}"}), flush=True)
    sys.exit(0)

aten = torch.ops.aten
TYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}
DEVICE = sys.argv[2] if len(sys.argv) > 2 else "cpu"
ON_GPU = DEVICE.startswith("cuda")


def reduced(work):
    """Autocast for bfloat16, nothing for float32."""
    return torch.autocast("cuda" if ON_GPU else "cpu", torch.bfloat16, enabled=work["type"] == "bfloat16")


def values(work, *sizes):
    return (torch.rand(*sizes) * 2 - 1).to(TYPES[work["type"]])


def pictures(work, *sizes):
    """A map [batch, channel, height, width] in memory as [batch, height, width, channel]."""
    return values(work, *sizes).contiguous(memory_format=torch.channels_last)


def product(work):
    m, n, k = work["m"], work["n"], work["k"]
    a = values(work, k, m).t() if work["transposed"] == "first" else values(work, m, k)
    b = values(work, n, k).t() if work["transposed"] == "second" else values(work, k, n)
    out = torch.empty(m, n, dtype=TYPES[work["type"]])
    return lambda: torch.mm(a, b, out=out)


def convolution(work):
    groups = work["groups"]
    kernel, stride = work["kernel"], work["stride"]
    padding = [kernel // 2, kernel // 2]
    x = pictures(work, work["batch"], work["in"], work["height"], work["width"])
    weight = pictures(work, work["out"], work["in"] // groups, kernel, kernel)
    with torch.no_grad():
        dy = torch.rand_like(F.conv2d(x, weight, None, stride, padding, 1, groups))
    if work["part"] == "forward":
        return lambda: F.conv2d(x, weight, None, stride, padding, 1, groups)
    wanted = [work["part"] == "input", work["part"] == "weight", False]
    return lambda: aten.convolution_backward(dy, x, weight, None, [stride, stride], padding, [1, 1], False, [0, 0],
                                             groups, wanted)


def there_and_back(function, *inputs):
    """Forward and backward of a function of one output, from a cotangent that is given."""
    leaves = [each.requires_grad_() for each in inputs]
    with torch.no_grad():
        cotangent = torch.rand_like(function(*leaves))

    def run():
        torch.autograd.grad(function(*leaves), leaves, cotangent)

    return run


def batch_norm_silu(work):
    channels = work["channels"]
    x = pictures(work, work["batch"], channels, work["height"], work["width"])
    mean, variance = torch.zeros(channels), torch.ones(channels)
    return there_and_back(lambda x, w, b: F.silu(F.batch_norm(x, mean, variance, w, b, True, 0.01, 1e-3)),
                          x, torch.ones(channels), torch.zeros(channels))


def layer_norm(work):
    width = work["width"]
    return there_and_back(lambda x, w, b: F.layer_norm(x, (width,), w, b, 1e-12), values(work, work["rows"], width),
                          torch.ones(width), torch.zeros(width))


def softmax(work):
    return there_and_back(lambda x: torch.softmax(x, -1), values(work, work["rows"], work["width"]))


def gelu(work):
    return there_and_back(F.gelu, values(work, work["rows"], work["width"]))


def attention(work):
    sizes = work["batch"], work["heads"], work["length"], work["width"]
    return there_and_back(F.scaled_dot_product_attention, *(values(work, *sizes) for _ in range(3)))


def contrastive(work):
    a, b = values(work, work["batch"], work["width"]), values(work, work["batch"], work["width"])
    own = torch.arange(work["batch"])
    leaves = [a.requires_grad_(), b.requires_grad_(), torch.tensor(math.log(1 / 0.07), requires_grad=True)]

    def run():
        logits = leaves[2].exp() * F.normalize(leaves[0]) @ F.normalize(leaves[1]).t()
        loss = (F.cross_entropy(logits, own) + F.cross_entropy(logits.t(), own)) / 2
        torch.autograd.grad(loss, leaves)

    return run


class Block(nn.Module):
    """Widen, convolve each channel by itself, weigh the channels, narrow; the input is added where shapes allow."""

    def __init__(self, width_in, width_out, expansion, kernel, stride):
        super().__init__()
        wide = width_in * expansion
        self.widen = None if expansion == 1 else nn.Sequential(
            nn.Conv2d(width_in, wide, 1, bias=False), nn.BatchNorm2d(wide, 1e-3, 0.01), nn.SiLU(inplace=True))
        self.depthwise = nn.Sequential(
            nn.Conv2d(wide, wide, kernel, stride, kernel // 2, groups=wide, bias=False),
            nn.BatchNorm2d(wide, 1e-3, 0.01), nn.SiLU(inplace=True))
        squeezed = max(1, width_in // 4)
        self.gate = nn.Sequential(nn.Conv2d(wide, squeezed, 1), nn.SiLU(inplace=True), nn.Conv2d(squeezed, wide, 1),
                                  nn.Sigmoid())
        self.narrow = nn.Sequential(nn.Conv2d(wide, width_out, 1, bias=False), nn.BatchNorm2d(width_out, 1e-3, 0.01))
        self.residual = stride == 1 and width_in == width_out

    def forward(self, x):
        wide = self.depthwise(x if self.widen is None else self.widen(x))
        y = self.narrow(wide * self.gate(wide.mean((2, 3), keepdim=True)))
        return x + y if self.residual else y


class EfficientNet(nn.Module):
    """Tan and Le 2019, without the classifier."""

    STAGES = [(1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112),
              (4, 5, 2, 6, 192), (1, 3, 1, 6, 320)]
    SCALES = {"b0": (1.0, 1.0), "b2": (1.1, 1.2), "b5": (1.6, 2.2)}

    def __init__(self, name):
        super().__init__()
        wider, deeper = self.SCALES[name]

        def channels(base):
            exact = base * wider
            rounded = max(8, int(exact + 4) // 8 * 8)
            return rounded + 8 if rounded < 0.9 * exact else rounded

        width = channels(32)
        layers = [nn.Conv2d(3, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width, 1e-3, 0.01), nn.SiLU(inplace=True)]
        for repeats, kernel, stride, expansion, base in self.STAGES:
            for i in range(math.ceil(repeats * deeper)):
                layers.append(Block(width, channels(base), expansion, kernel, stride if i == 0 else 1))
                width = channels(base)
        last = channels(1280)
        layers += [nn.Conv2d(width, last, 1, bias=False), nn.BatchNorm2d(last, 1e-3, 0.01), nn.SiLU(inplace=True)]
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x).mean((2, 3))


class BertLayer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)

    def forward(self, x):
        batch, length, width = x.shape
        query, key, value = (map(x).view(batch, length, self.heads, -1).transpose(1, 2)
                             for map in (self.query, self.key, self.value))
        mixed = F.scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.mix(mixed))
        return self.norm2(x + self.narrow(F.gelu(self.widen(x))))


class Bert(nn.Module):
    """Devlin et al. 2019: the base model, without pooler, dropout 0."""

    def __init__(self, vocabulary):
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, 768), nn.Embedding(512, 768)
        self.types, self.norm = nn.Embedding(2, 768), nn.LayerNorm(768, 1e-12)
        self.layers = nn.Sequential(*(BertLayer(768, 12, 3072) for _ in range(12)))

    def forward(self, ids):
        places = torch.arange(ids.shape[1])
        return self.layers(self.norm(self.words(ids) + self.places(places) + self.types(torch.zeros_like(ids))))


class ModernBertLayer(nn.Module):
    def __init__(self, index):
        super().__init__()
        self.reach = None if index % 3 == 0 else 64
        self.theta = 160_000.0 if index % 3 == 0 else 10_000.0
        self.norm1 = nn.Identity() if index == 0 else nn.LayerNorm(768, 1e-5, bias=False)
        self.norm2 = nn.LayerNorm(768, 1e-5, bias=False)
        self.all, self.mix = nn.Linear(768, 3 * 768, bias=False), nn.Linear(768, 768, bias=False)
        self.widen, self.narrow = nn.Linear(768, 2 * 1152, bias=False), nn.Linear(1152, 768, bias=False)

    def turned(self, x):
        half = x.shape[-1] // 2
        angles = torch.outer(torch.arange(x.shape[-2]), self.theta ** (-torch.arange(half) / half))
        cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
        first, second = x[..., :half], x[..., half:]
        return torch.cat((first * cos - second * sin, second * cos + first * sin), -1)

    def forward(self, x):
        batch, length, width = x.shape
        query, key, value = self.all(self.norm1(x)).view(batch, length, 3, 12, 64).permute(2, 0, 3, 1, 4)
        near = None
        if self.reach is not None:
            places = torch.arange(length)
            near = (places[:, None] - places[None, :]).abs() <= self.reach
        mixed = F.scaled_dot_product_attention(self.turned(query), self.turned(key), value, near)
        x = x + self.mix(mixed.transpose(1, 2).reshape(batch, length, width))
        gated, gate = self.widen(self.norm2(x)).chunk(2, -1)
        return x + self.narrow(F.gelu(gated) * gate)


class ModernBert(nn.Module):
    """Warner et al. 2024: the base model, before the last normalisation."""

    def __init__(self, vocabulary):
        super().__init__()
        self.words, self.norm = nn.Embedding(vocabulary, 768), nn.LayerNorm(768, 1e-5, bias=False)
        self.layers = nn.Sequential(*(ModernBertLayer(i) for i in range(22)))

    def forward(self, ids):
        return self.layers(self.norm(self.words(ids)))


def model(work):
    if work["name"] in EfficientNet.SCALES:
        network = EfficientNet(work["name"]).to(memory_format=torch.channels_last)
        given = torch.randn(work["batch"], 3, work["height"], work["width"])
        given = given.contiguous(memory_format=torch.channels_last)
    else:
        network = {"bert": Bert, "modernbert": ModernBert}[work["name"]](work["vocabulary"])
        given = torch.randint(0, work["vocabulary"], (work["batch"], work["length"]))
    run = torch.compile(network) if work.get("compiled") else network
    if not work["training"]:
        network.eval()

        def infer():
            with torch.inference_mode(), reduced(work):
                return run(given)

        return infer
    network.train()

    def step():
        network.zero_grad(set_to_none=True)
        with reduced(work):
            result = run(given)
        result.float().square().mean().backward()

    return step


def device_copy(work):
    x = values(work, work["elements"])
    y = torch.empty_like(x)
    return lambda: y.copy_(x)


WORKS = {"device_copy": device_copy, "product": product, "convolution": convolution, "batch_norm_silu": batch_norm_silu, "layer_norm": layer_norm,
         "softmax": softmax, "gelu": gelu, "attention": attention, "contrastive": contrastive, "model": model}


def done():
    """Waits until a device has done all its work."""
    if ON_GPU:
        torch.cuda.synchronize()


def forget():
    """Gives memory that nobody holds back to the device, and counts its most from now on."""
    if ON_GPU:
        gc.collect()
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def peak():
    """The most memory this process has had, in bytes, on its device or as the kernel counts it."""
    if ON_GPU:
        return torch.cuda.max_memory_allocated()
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main():
    threads = int(sys.argv[1])
    torch.set_num_threads(threads)
    if ON_GPU:
        if not torch.cuda.is_available():
            print(json.dumps({"error": "this Python's torch sees no GPU"}), flush=True)
            sys.exit(0)
        torch.backends.cudnn.benchmark = True
        torch.backends.cudnn.allow_tf32 = False
        torch.set_default_device(DEVICE)
    torch.manual_seed(7)
    runs, turn = [], 0
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = {}
            if question["ask"] == "about":
                device = f" on {torch.cuda.get_device_name()}" if ON_GPU else ""
                answer = {"name": f"PyTorch {torch.__version__}{device}", "threads": torch.get_num_threads()}
            elif question["ask"] == "prepare":
                runs = []
                forget()
                make = WORKS[question["work"]["kind"]]
                runs, turn = [make(question["work"]) for _ in range(question["sets"])], 0
            elif question["ask"] == "time":
                seconds = []
                group = question.get("group", 1)
                for _ in range(question["calls"]):
                    run = runs[turn % len(runs)]
                    turn += 1
                    done()
                    start = time.perf_counter()
                    for _ in range(group):
                        run()
                    done()
                    seconds.append((time.perf_counter() - start) / group)
                answer = {"seconds": seconds}
            elif question["ask"] == "release":
                runs = []
                forget()
            elif question["ask"] == "memory":
                answer = {"bytes": peak()}
        except Exception as failure:  # whatever it was, the asker is told
            answer = {"error": f"{type(failure).__name__}: {failure}"}
        print(json.dumps(answer), flush=True)


main()
