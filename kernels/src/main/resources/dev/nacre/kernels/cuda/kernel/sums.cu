// Sums and extrema over dimensions, and channel statistics, float32. A launch adds up at most `chunk` neighbours for
// each result; what is more is added up by another launch over its results. So few numbers follow each other in any
// sum, and the tree of additions depends on the sizes alone.

// x [rows, n] -> y [rows, chunks]: one block for each chunk of a row.
KERNEL(sum_rows)(const float* x, float* y, long long rows, long long n, long long chunk) {
    long long chunks = (n + chunk - 1) / chunk;
    long long row = blockIdx.x / chunks;
    long long start = blockIdx.x % chunks * chunk;
    long long end = start + chunk < n ? start + chunk : n;
    float sum = 0.0f;
    for (long long i = start + threadIdx.x; i < end; i += blockDim.x) {
        sum += x[row * n + i];
    }
    sum = block_sum(sum);
    if (threadIdx.x == 0) {
        y[blockIdx.x] = sum;
    }
}

// [outer, n, inner] -> y [outer, chunks, inner]: blocks of 32 columns and as many rows at a time as there are warps.
template <typename Term>
__device__ __forceinline__ void sum_over_rows(Term term, float* y, long long outer, long long n, long long inner,
        long long chunk) {
    __shared__ float parts[8][32];
    long long strips = (inner + 31) / 32;
    long long chunks = (n + chunk - 1) / chunk;
    long long column = blockIdx.x % strips * 32 + threadIdx.x % 32;
    long long group = blockIdx.x / strips;
    long long start = group % chunks * chunk;
    long long end = start + chunk < n ? start + chunk : n;
    int warp = threadIdx.x / 32;
    float sum = 0.0f;
    if (column < inner) {
        for (long long row = start + warp; row < end; row += 8) {
            sum += term(group / chunks * n + row, column);
        }
    }
    parts[warp][threadIdx.x % 32] = sum;
    __syncthreads();
    if (warp == 0 && column < inner) {
        for (int other = 1; other < 8; other++) {
            sum += parts[other][threadIdx.x % 32];
        }
        y[group * inner + column] = sum;
    }
}

struct Values {
    const float* x;
    long long inner;
    __device__ __forceinline__ float operator()(long long row, long long column) const {
        return x[row * inner + column];
    }
};

KERNEL(sum_columns)(const float* x, float* y, long long outer, long long n, long long inner, long long chunk) {
    Values term = {x, inner};
    sum_over_rows(term, y, outer, n, inner, chunk);
}

struct Deviations {
    const float* x;
    const float* mean;
    long long inner;
    __device__ __forceinline__ float operator()(long long row, long long column) const {
        float deviation = x[row * inner + column] - mean[column];
        return deviation * deviation;
    }
};

// Σ (x − μ)² for each channel.
KERNEL(square_columns)(const float* x, const float* mean, float* y, long long n, long long channels, long long chunk) {
    Deviations term = {x, mean, channels};
    sum_over_rows(term, y, 1, n, channels, chunk);
}

struct ChannelNormals {
    const float* x;
    const float* dy;
    const float* mean;
    const float* variance;
    float epsilon;
    long long inner;
    __device__ __forceinline__ float operator()(long long row, long long column) const {
        float normal = (x[row * inner + column] - mean[column]) / sqrtf(variance[column] + epsilon);
        return dy[row * inner + column] * normal;
    }
};

// Σ dy·x̂ for each channel, x̂ by statistics of the channels.
KERNEL(normal_columns)(const float* x, const float* dy, const float* mean, const float* variance, float* y, long long n,
        long long channels, long long chunk, float epsilon) {
    ChannelNormals term = {x, dy, mean, variance, epsilon, channels};
    sum_over_rows(term, y, 1, n, channels, chunk);
}

struct RowNormals {
    const float* x;
    const float* dy;
    const float* statistics;
    long long inner;
    __device__ __forceinline__ float operator()(long long row, long long column) const {
        float normal = (x[row * inner + column] - statistics[2 * row]) * statistics[2 * row + 1];
        return dy[row * inner + column] * normal;
    }
};

// Σ dy·x̂ for each column, x̂ by mean and inverse deviation of the rows.
KERNEL(row_normal_columns)(const float* x, const float* dy, const float* statistics, float* y, long long n,
        long long width, long long chunk) {
    RowNormals term = {x, dy, statistics, width};
    sum_over_rows(term, y, 1, n, width, chunk);
}

struct Activated {
    const float* z;
    const float* mean;
    const float* variance;
    const float* weight;
    const float* bias;
    float epsilon;
    long long inner;
    __device__ __forceinline__ float operator()(long long row, long long column) const {
        float u = (z[row * inner + column] - mean[column]) * (weight[column] / sqrtf(variance[column] + epsilon))
                + bias[column];
        return u * logistic(u);
    }
};

// Σ silu(u) over the rows of each picture, u the normalised z [outer, n, channels].
KERNEL(activated_columns)(const float* z, const float* mean, const float* variance, const float* weight,
        const float* bias, float* y, long long outer, long long n, long long channels, long long chunk,
        float epsilon) {
    Activated term = {z, mean, variance, weight, bias, epsilon, channels};
    sum_over_rows(term, y, outer, n, channels, chunk);
}

struct ActivatedProducts {
    Activated activated;
    const float* dy;
    __device__ __forceinline__ float operator()(long long row, long long column) const {
        return activated(row, column) * dy[row * activated.inner + column];
    }
};

// Σ silu(u)·dy over the rows of each picture.
KERNEL(activated_product_columns)(const float* z, const float* mean, const float* variance, const float* weight,
        const float* bias, const float* dy, float* y, long long outer, long long n, long long channels,
        long long chunk, float epsilon) {
    ActivatedProducts term = {{z, mean, variance, weight, bias, epsilon, channels}, dy};
    sum_over_rows(term, y, outer, n, channels, chunk);
}

// The largest or smallest of each n and its place: the first of equal ones, and the first NaN before all numbers.
// x [outer, n, inner] -> y and position [outer, inner].
#define EXTREMUM(name, beats) \
    KERNEL(name)(const float* x, float* y, long long* position, long long outer, long long n, long long inner) { \
        EACH(i, outer * inner) { \
            const float* from = x + i / inner * n * inner + i % inner; \
            float champion = from[0]; \
            long long best = 0; \
            for (long long k = 1; k < n; k++) { \
                float candidate = from[k * inner]; \
                if (candidate beats champion || (candidate != candidate && champion == champion)) { \
                    champion = candidate; \
                    best = k; \
                } \
            } \
            y[i] = champion; \
            position[i] = best; \
        } \
    }

EXTREMUM(max, >)
EXTREMUM(min, <)
