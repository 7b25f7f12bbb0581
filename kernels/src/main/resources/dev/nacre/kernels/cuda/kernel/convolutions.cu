// Convolutions as products of matrices whose factors are never written down: tiles of 64 × 64 results, 256 threads, 16
// terms at a time in shared memory. Pictures NHWC, weights [kernel height, kernel width, in, out], float32.

// Sizes; `in` and `out` are the channels of one group.
struct Convolution {
    long long batch;
    long long height;
    long long width;
    long long in;
    long long out_height;
    long long out_width;
    long long out;
    long long groups;
    long long kernel_height;
    long long kernel_width;
    long long stride_height;
    long long stride_width;
    long long top;
    long long left;
    long long dilation_height;
    long long dilation_width;
};

namespace dense {

const int TILE = 64;
const int DEPTH = 16;

__device__ __forceinline__ long long quotient(long long a, long long b) {
    return (a | b) >> 32 == 0 ? (long long) ((unsigned) a / (unsigned) b) : a / b;
}

// A pixel of pictures [batch, height, width, channels]: the first of its picture, and where it lies.
struct Position {
    const float* picture;
    int row;
    int column;
};

// A tap of the kernel, and a channel from the first of the group on.
struct Tap {
    int row;
    int column;
    int channel;
};

__device__ __forceinline__ Tap tap_of(const Convolution& sizes, long long index, long long channels) {
    long long at = quotient(index, channels);
    long long row = quotient(at, sizes.kernel_width);
    Tap tap = {(int) (row * sizes.dilation_height), (int) ((at - row * sizes.kernel_width) * sizes.dilation_width),
            (int) (index - at * channels)};
    return tap;
}

// The left factor of a convolution: for each pixel of the result the pixels under the kernel, in one group.
struct Patches {
    typedef Position Line;
    typedef Tap Place;
    static const bool ALONG = true;
    const float* x;
    Convolution sizes;

    __device__ __forceinline__ Line line(long long index) const {
        long long line = quotient(index, sizes.out_width);
        long long picture = quotient(line, sizes.out_height);
        Position position = {x + picture * sizes.height * sizes.width * sizes.in * sizes.groups,
                (int) ((line - picture * sizes.out_height) * sizes.stride_height - sizes.top),
                (int) ((index - line * sizes.out_width) * sizes.stride_width - sizes.left)};
        return position;
    }

    __device__ __forceinline__ Place place(long long index) const {
        return tap_of(sizes, index, sizes.in);
    }

    __device__ __forceinline__ float at(const Line& position, const Place& tap) const {
        int row = position.row + tap.row;
        int column = position.column + tap.column;
        bool inside = row >= 0 && row < sizes.height && column >= 0 && column < sizes.width;
        return inside ? position.picture[(row * sizes.width + column) * (sizes.in * sizes.groups) + tap.channel] : 0.0f;
    }
};

// The same, for each tap and channel the pixels over which it comes: the left factor of the weight's derivative.
struct TurnedPatches {
    typedef Tap Line;
    typedef Position Place;
    static const bool ALONG = false;
    Patches patches;

    __device__ __forceinline__ Line line(long long index) const {
        return patches.place(index);
    }

    __device__ __forceinline__ Place place(long long index) const {
        return patches.line(index);
    }

    __device__ __forceinline__ float at(const Line& tap, const Place& position) const {
        return patches.at(position, tap);
    }
};

// The left factor of the picture's derivative: for each pixel of the picture the results that it went into.
struct Results {
    typedef Position Line;
    typedef Tap Place;
    static const bool ALONG = true;
    const float* y;
    Convolution sizes;

    __device__ __forceinline__ Line line(long long index) const {
        long long line = quotient(index, sizes.width);
        long long picture = quotient(line, sizes.height);
        Position position = {y + picture * sizes.out_height * sizes.out_width * sizes.out * sizes.groups,
                (int) (line - picture * sizes.height + sizes.top), (int) (index - line * sizes.width + sizes.left)};
        return position;
    }

    __device__ __forceinline__ Place place(long long index) const {
        return tap_of(sizes, index, sizes.out);
    }

    __device__ __forceinline__ float at(const Line& position, const Place& tap) const {
        int down = position.row - tap.row;
        int along = position.column - tap.column;
        if (down < 0 || along < 0) {
            return 0.0f;
        }
        int row = down / (int) sizes.stride_height;
        int column = along / (int) sizes.stride_width;
        bool reached = row * (int) sizes.stride_height == down && column * (int) sizes.stride_width == along
                && row < sizes.out_height && column < sizes.out_width;
        return reached ? position.picture[(row * sizes.out_width + column) * (sizes.out * sizes.groups) + tap.channel]
                : 0.0f;
    }
};

// A right factor whose columns lie side by side.
struct Matrix {
    typedef long long Line;
    typedef const float* Place;
    static const bool ALONG = false;
    const float* start;
    long long step;

    __device__ __forceinline__ Line line(long long index) const {
        return index;
    }

    __device__ __forceinline__ Place place(long long index) const {
        return start + index * step;
    }

    __device__ __forceinline__ float at(Line column, Place row) const {
        return row[column];
    }
};

// The weights as the picture's derivative takes them: a row for each tap and output channel.
struct TurnedWeights {
    typedef const float* Line;
    typedef long long Place;
    static const bool ALONG = true;
    const float* w;
    Convolution sizes;

    __device__ __forceinline__ Line line(long long index) const {
        return w + index * sizes.out * sizes.groups;
    }

    __device__ __forceinline__ Place place(long long index) const {
        long long tap = quotient(index, sizes.out);
        return tap * sizes.in * sizes.out * sizes.groups + (index - tap * sizes.out);
    }

    __device__ __forceinline__ float at(Line channel, Place place) const {
        return channel[place];
    }
};

struct AsItIs {
    static __device__ __forceinline__ float of(float value) {
        return value;
    }
};

struct Rounded {
    static __device__ __forceinline__ float of(float value) {
        return from_bfloat16(to_bfloat16(value));
    }
};

// What one thread loads of a factor, 4 elements at a time: neighbouring threads take elements that lie side by side.
template <typename Factor, typename Rounding>
struct Loader {
    static const int LINES = Factor::ALONG ? 4 : 1;
    static const int PLACES = Factor::ALONG ? 1 : 4;
    typename Factor::Line lines[LINES];
    bool inside[LINES];

    static __device__ __forceinline__ int line(int i) {
        return Factor::ALONG ? threadIdx.x / DEPTH + i * 16 : threadIdx.x % TILE;
    }

    static __device__ __forceinline__ int place(int i) {
        return Factor::ALONG ? threadIdx.x % DEPTH : threadIdx.x / TILE + i * 4;
    }

    __device__ __forceinline__ void start(const Factor& factor, long long first, long long count) {
#pragma unroll
        for (int i = 0; i < LINES; i++) {
            inside[i] = first + line(i) < count;
            lines[i] = factor.line(inside[i] ? first + line(i) : first);
        }
    }

    __device__ __forceinline__ void load(const Factor& factor, float (*tile)[TILE + 1], long long first,
            long long end) const {
#pragma unroll
        for (int p = 0; p < PLACES; p++) {
            long long index = first + place(p);
            typename Factor::Place at = factor.place(index < end ? index : first);
#pragma unroll
            for (int i = 0; i < LINES; i++) {
                tile[place(p)][line(i)] = index < end && inside[i] ? Rounding::of(factor.at(lines[i], at)) : 0.0f;
            }
        }
    }
};

// The tile of left·right from that row and column on, summed from `start` to `end`, into a matrix whose rows lie `step`
// apart.
template <typename Rounding, typename Left, typename Right>
__device__ __forceinline__ void product(const Left& left, const Right& right, long long row, long long rows,
        long long column, long long columns, long long start, long long end, float* result, long long step) {
    __shared__ float left_tile[DEPTH][TILE + 1];
    __shared__ float right_tile[DEPTH][TILE + 1];
    Loader<Left, Rounding> from_left;
    Loader<Right, Rounding> from_right;
    from_left.start(left, row, rows);
    from_right.start(right, column, columns);
    int down = threadIdx.x / 16 * 4;
    int along = threadIdx.x % 16;
    float sums[4][4] = {};
#pragma unroll 1
    for (long long first = start; first < end; first += DEPTH) {
        __syncthreads();
        from_left.load(left, left_tile, first, end);
        from_right.load(right, right_tile, first, end);
        __syncthreads();
#pragma unroll
        for (int d = 0; d < DEPTH; d++) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
#pragma unroll
                for (int j = 0; j < 4; j++) {
                    sums[i][j] += left_tile[d][down + i] * right_tile[d][along + 16 * j];
                }
            }
        }
    }
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) {
            if (row + down + i < rows && column + along + 16 * j < columns) {
                result[(row + down + i) * step + column + along + 16 * j] = sums[i][j];
            }
        }
    }
}

__device__ __forceinline__ long long tiles(long long count) {
    return (count + TILE - 1) / TILE;
}

// One block for each tile of each group: y = x·w.
template <typename Rounding>
__device__ __forceinline__ void forward(const float* x, const float* w, float* y, const Convolution& sizes) {
    long long rows = sizes.batch * sizes.out_height * sizes.out_width;
    long long across = tiles(sizes.out);
    long long tile = blockIdx.x / across;
    long long group = tile / tiles(rows);
    Patches left = {x + group * sizes.in, sizes};
    Matrix right = {w + group * sizes.out, sizes.out * sizes.groups};
    product<Rounding>(left, right, tile % tiles(rows) * TILE, rows, blockIdx.x % across * TILE, sizes.out, 0,
            sizes.kernel_height * sizes.kernel_width * sizes.in, y + group * sizes.out, sizes.out * sizes.groups);
}

// One block for each tile of each group: x = y·wᵀ.
template <typename Rounding>
__device__ __forceinline__ void input_gradient(const float* y, const float* w, float* x, const Convolution& sizes) {
    long long rows = sizes.batch * sizes.height * sizes.width;
    long long across = tiles(sizes.in);
    long long tile = blockIdx.x / across;
    long long group = tile / tiles(rows);
    Results left = {y + group * sizes.out, sizes};
    TurnedWeights right = {w + group * sizes.out, sizes};
    product<Rounding>(left, right, tile % tiles(rows) * TILE, rows, blockIdx.x % across * TILE, sizes.in, 0,
            sizes.kernel_height * sizes.kernel_width * sizes.out, x + group * sizes.in, sizes.in * sizes.groups);
}

// One block for each tile of each group and each `chunk` pixels of the result: parts [chunks, weight] of w = xᵀ·y.
template <typename Rounding>
__device__ __forceinline__ void weight_gradient(const float* x, const float* y, float* parts, const Convolution& sizes,
        long long chunk) {
    long long pixels = sizes.batch * sizes.out_height * sizes.out_width;
    long long rows = sizes.kernel_height * sizes.kernel_width * sizes.in;
    long long across = tiles(sizes.out);
    long long tile = blockIdx.x / across;
    long long group = tile / tiles(rows);
    long long start = group / sizes.groups * chunk;
    float* part = parts + group / sizes.groups * rows * sizes.out * sizes.groups;
    group %= sizes.groups;
    TurnedPatches left = {{x + group * sizes.in, sizes}};
    Matrix right = {y + group * sizes.out, sizes.out * sizes.groups};
    product<Rounding>(left, right, tile % tiles(rows) * TILE, rows, blockIdx.x % across * TILE, sizes.out, start,
            start + chunk < pixels ? start + chunk : pixels, part + group * sizes.out, sizes.out * sizes.groups);
}

}

// y[b, i, j, o] = Σ x[b, i·stride + u·dilation − top, …, c]·w[u, v, c, o].
KERNEL(conv2d)(const float* x, const float* w, float* y, Convolution sizes) {
    dense::forward<dense::AsItIs>(x, w, y, sizes);
}

KERNEL(conv2d_rounded)(const float* x, const float* w, float* y, Convolution sizes) {
    dense::forward<dense::Rounded>(x, w, y, sizes);
}

// x[b, i·stride + u·dilation − top, …, c] = Σ y[b, i, j, o]·w[u, v, c, o].
KERNEL(conv2d_input_gradient)(const float* y, const float* w, float* x, Convolution sizes) {
    dense::input_gradient<dense::AsItIs>(y, w, x, sizes);
}

KERNEL(conv2d_input_gradient_rounded)(const float* y, const float* w, float* x, Convolution sizes) {
    dense::input_gradient<dense::Rounded>(y, w, x, sizes);
}

// w[u, v, c, o] = Σ x[b, i·stride + u·dilation − top, …, c]·y[b, i, j, o], in parts.
KERNEL(conv2d_weight_gradient)(const float* x, const float* y, float* parts, Convolution sizes, long long chunk) {
    dense::weight_gradient<dense::AsItIs>(x, y, parts, sizes, chunk);
}

KERNEL(conv2d_weight_gradient_rounded)(const float* x, const float* y, float* parts, Convolution sizes,
        long long chunk) {
    dense::weight_gradient<dense::Rounded>(x, y, parts, sizes, chunk);
}
