// Convolutions in which each channel has a kernel of its own, float32: bound by memory, so each thread keeps what it
// has read for several results. Pictures NHWC, neighbouring threads on neighbouring channels; weights [height, width,
// channels].

// Sizes. The weight's taps lie `tap` elements apart: negative where the kernel is turned round, for a derivative.
struct Depthwise {
    long long batch;
    long long height;
    long long width;
    long long channels;
    long long out_height;
    long long out_width;
    long long kernel_height;
    long long kernel_width;
    long long stride_height;
    long long stride_width;
    long long top;
    long long left;
    long long dilation_height;
    long long dilation_width;
    long long tap;
};

namespace depthwise {

// Results side by side in a row that one thread computes.
const int STRIP = 4;

// Divisions of 32 bits are several times cheaper than those of 64.
__device__ __forceinline__ long long quotient(long long a, long long b) {
    return (a | b) >> 32 == 0 ? (long long) ((unsigned) a / (unsigned) b) : a / b;
}

// A square kernel of known size and step, not dilated: a row of pixels is read once for the strip.
template <int SIZE, int STEP>
__device__ __forceinline__ void forward(const float* x, const float* w, float* y, const Depthwise& sizes) {
    const int READ = (STRIP - 1) * STEP + SIZE;
    long long strips = (sizes.out_width + STRIP - 1) / STRIP;
    EACH(i, sizes.batch * sizes.out_height * strips * sizes.channels) {
        long long strip = quotient(i, sizes.channels);
        long long channel = i - strip * sizes.channels;
        long long line = quotient(strip, strips);
        long long first = (strip - line * strips) * STRIP;
        long long index = quotient(line, sizes.out_height);
        int row = (int) ((line - index * sizes.out_height) * STEP - sizes.top);
        int column = (int) (first * STEP - sizes.left);
        const float* picture = x + index * sizes.height * sizes.width * sizes.channels + channel;
        float sums[STRIP] = {};
#pragma unroll
        for (int u = 0; u < SIZE; u++) {
            if (row + u < 0 || row + u >= sizes.height) {
                continue;
            }
            float pixels[READ];
#pragma unroll
            for (int r = 0; r < READ; r++) {
                bool inside = column + r >= 0 && column + r < sizes.width;
                pixels[r] = inside ? picture[((row + u) * sizes.width + column + r) * sizes.channels] : 0.0f;
            }
#pragma unroll
            for (int v = 0; v < SIZE; v++) {
                float weight = w[channel + (u * SIZE + v) * sizes.tap];
#pragma unroll
                for (int s = 0; s < STRIP; s++) {
                    sums[s] += pixels[s * STEP + v] * weight;
                }
            }
        }
#pragma unroll
        for (int s = 0; s < STRIP; s++) {
            if (first + s < sizes.out_width) {
                y[(line * sizes.out_width + first + s) * sizes.channels + channel] = sums[s];
            }
        }
    }
}

// Over `chunk` pixels of the result, for 32 channels and TAPS taps from `tap` on: each warp takes every eighth pixel.
template <int TAPS>
__device__ __forceinline__ void weight_gradient(const float* x, const float* y, float* part, const Depthwise& sizes,
        long long channel, long long start, long long end, int tap) {
    __shared__ float parts[8][32];
    int warp = threadIdx.x / 32;
    float sums[TAPS] = {};
    if (channel < sizes.channels) {
#pragma unroll 1
        for (long long pixel = start + warp; pixel < end; pixel += 8) {
            long long line = quotient(pixel, sizes.out_width);
            long long picture = quotient(line, sizes.out_height);
            float slope = y[pixel * sizes.channels + channel];
            long long row = (line - picture * sizes.out_height) * sizes.stride_height - sizes.top;
            long long column = (pixel - line * sizes.out_width) * sizes.stride_width - sizes.left;
            const float* from = x + picture * sizes.height * sizes.width * sizes.channels + channel;
#pragma unroll
            for (int t = 0; t < TAPS; t++) {
                int kernel_width = TAPS == 9 ? 3 : TAPS == 25 ? 5 : (int) sizes.kernel_width;
                long long u = row + (tap + t) / kernel_width * sizes.dilation_height;
                long long v = column + (tap + t) % kernel_width * sizes.dilation_width;
                bool inside = u >= 0 && u < sizes.height && v >= 0 && v < sizes.width;
                sums[t] += inside ? from[(u * sizes.width + v) * sizes.channels] * slope : 0.0f;
            }
        }
    }
#pragma unroll
    for (int t = 0; t < TAPS; t++) {
        __syncthreads();
        parts[warp][threadIdx.x % 32] = sums[t];
        __syncthreads();
        if (warp == 0 && channel < sizes.channels) {
            float sum = sums[t];
            for (int other = 1; other < 8; other++) {
                sum += parts[other][threadIdx.x % 32];
            }
            part[(tap + t) * sizes.channels + channel] = sum;
        }
    }
}

// Blocks: 32 channels each, then TAPS taps each, then a chunk of pixels each; parts [chunks, taps, channels].
template <int TAPS>
__device__ __forceinline__ void weight_gradient(const float* x, const float* y, float* parts, const Depthwise& sizes,
        long long chunk) {
    long long strips = (sizes.channels + 31) / 32;
    long long taps = sizes.kernel_height * sizes.kernel_width;
    long long groups = (taps + TAPS - 1) / TAPS;
    long long index = blockIdx.x / strips / groups;
    long long pixels = sizes.batch * sizes.out_height * sizes.out_width;
    long long end = (index + 1) * chunk < pixels ? (index + 1) * chunk : pixels;
    int tap = (int) (blockIdx.x / strips % groups) * TAPS;
    weight_gradient<TAPS>(x, y, parts + index * taps * sizes.channels, sizes,
            blockIdx.x % strips * 32 + threadIdx.x % 32, index * chunk, end, tap);
}

}

// y[b, i, j, c] = Σ x[b, i·stride + u·dilation − top, …, c]·w[u, v, c], by size of the kernel and step.
#define DEPTHWISE(size, step) \
    KERNEL(depthwise_##size##_##step)(const float* x, const float* w, float* y, Depthwise sizes) { \
        depthwise::forward<size, step>(x, w, y, sizes); \
    }

DEPTHWISE(3, 1)
DEPTHWISE(3, 2)
DEPTHWISE(5, 1)
DEPTHWISE(5, 2)

// The same for any window.
KERNEL(depthwise)(const float* x, const float* w, float* y, Depthwise sizes) {
    EACH(i, sizes.batch * sizes.out_height * sizes.out_width * sizes.channels) {
        long long channel = i % sizes.channels;
        long long column = i / sizes.channels % sizes.out_width * sizes.stride_width - sizes.left;
        long long line = i / sizes.channels / sizes.out_width;
        long long row = line % sizes.out_height * sizes.stride_height - sizes.top;
        const float* picture = x + line / sizes.out_height * sizes.height * sizes.width * sizes.channels + channel;
        float sum = 0.0f;
        for (long long u = 0; u < sizes.kernel_height; u++) {
            long long r = row + u * sizes.dilation_height;
            for (long long v = 0; v < sizes.kernel_width; v++) {
                long long c = column + v * sizes.dilation_width;
                if (r >= 0 && r < sizes.height && c >= 0 && c < sizes.width) {
                    sum += picture[(r * sizes.width + c) * sizes.channels]
                            * w[channel + (u * sizes.kernel_width + v) * sizes.tap];
                }
            }
        }
        y[i] = sum;
    }
}

// x[b, i·stride + u·dilation − top, …, c] = Σ y[b, i, j, c]·w[u, v, c] for steps above 1: with step 1 it is a
// convolution by the kernel turned round.
KERNEL(depthwise_input_gradient)(const float* y, const float* w, float* x, Depthwise sizes) {
    EACH(i, sizes.batch * sizes.height * sizes.width * sizes.channels) {
        long long pixel = depthwise::quotient(i, sizes.channels);
        long long channel = i - pixel * sizes.channels;
        long long line = depthwise::quotient(pixel, sizes.width);
        int column = (int) (pixel - line * sizes.width + sizes.left);
        long long index = depthwise::quotient(line, sizes.height);
        int row = (int) (line - index * sizes.height + sizes.top);
        const float* from = y + index * sizes.out_height * sizes.out_width * sizes.channels + channel;
        float sum = 0.0f;
        for (int u = 0; u < sizes.kernel_height; u++) {
            int down = row - u * (int) sizes.dilation_height;
            int r = down / (int) sizes.stride_height;
            if (down < 0 || r * (int) sizes.stride_height != down || r >= sizes.out_height) {
                continue;
            }
            for (int v = 0; v < sizes.kernel_width; v++) {
                int along = column - v * (int) sizes.dilation_width;
                int c = along / (int) sizes.stride_width;
                if (along >= 0 && c * (int) sizes.stride_width == along && c < sizes.out_width) {
                    sum += from[(r * sizes.out_width + c) * sizes.channels]
                            * w[channel + (u * sizes.kernel_width + v) * sizes.tap];
                }
            }
        }
        x[i] = sum;
    }
}

// w[u, v, c] = Σ x[b, i·stride + u·dilation − top, …, c]·y[b, i, j, c] in parts: for kernels of 3 × 3 and of 5 × 5, and
// tap by tap for others.
KERNEL(depthwise_weight_gradient_3)(const float* x, const float* y, float* parts, Depthwise sizes, long long chunk) {
    depthwise::weight_gradient<9>(x, y, parts, sizes, chunk);
}

KERNEL(depthwise_weight_gradient_5)(const float* x, const float* y, float* parts, Depthwise sizes, long long chunk) {
    depthwise::weight_gradient<25>(x, y, parts, sizes, chunk);
}

KERNEL(depthwise_weight_gradient)(const float* x, const float* y, float* parts, Depthwise sizes, long long chunk) {
    depthwise::weight_gradient<1>(x, y, parts, sizes, chunk);
}
