// The derivative of scaled dot-product attention, by the tiles of attention_tiles.cu.

namespace flash {

// Of every query of the tile: ln Σeˢ, and Σ dy·y.
struct Kept {
    const float* log_sums;
    const float* means;
};

__device__ __forceinline__ void query_gradient_weights(float (*scores)[4], float (*slopes)[4], const Kept& kept,
        const unsigned char* mask, const Sequence& sizes, long long query, long long key, float scale) {
#pragma unroll
    for (int i = 0; i < 4; i++) {
        long long row = query + own_row(i);
#pragma unroll
        for (int j = 0; j < 4; j++) {
            bool reached = attends(mask, sizes, row, key + own_column(j));
            scores[i][j] = reached ? expf(scores[i][j] * scale - kept.log_sums[row])
                    * (slopes[i][j] - kept.means[row]) * scale : 0.0f;
        }
    }
}

// dq = scale·ds·k with ds = p·(dy·vᵀ − Σ dy·y), p from the kept sums.
template <typename Math, int STRIPS>
__device__ __forceinline__ void query_gradient(const float* query, const float* key, const float* value,
        const float* slope, const Kept& all, const unsigned char* mask, float* result, const Heads& query_heads,
        const Heads& key_heads, const Heads& value_heads, const Heads& slope_heads, const Sequence& sizes,
        float scale) {
    __shared__ float weights[TILE][TILE + 1];
    Task task = task_of(sizes, sizes.queries, 16 * STRIPS);
    Rows q = rows_of(query, query_heads, sizes, task.head, sizes.queries);
    Rows k = rows_of(key, key_heads, sizes, task.head, sizes.keys);
    Rows v = rows_of(value, value_heads, sizes, task.head, sizes.keys);
    Rows dy = rows_of(slope, slope_heads, sizes, task.head, sizes.queries);
    Kept kept = {all.log_sums + task.head * sizes.queries, all.means + task.head * sizes.queries};
    const unsigned char* allowed = mask == 0 ? 0 : mask + task.head / sizes.heads * sizes.keys;
    Range range = met(sizes, task.row, sizes.keys);
    int width = (int) sizes.width;
    typename Math::template Sums<STRIPS> sums = {};
#pragma unroll 1
    for (long long first = range.start; first < range.end; first += TILE) {
        float scores[4][4];
        float slopes[4][4];
        Math::multiply(q, task.row, k, first, width, weights, scores);
        Math::multiply(dy, task.row, v, first, width, weights, slopes);
        query_gradient_weights(scores, slopes, kept, allowed, sizes, task.row, first, scale);
        write(scores, weights);
        add<STRIPS>(weights, k, first, task.column, width, sums);
    }
    store(sums, result + task.head * sizes.queries * sizes.width, task.row, sizes.queries, task.column, width);
}

// dv = pᵀ·dy and dk = scale·dsᵀ·q: the tile's rows are keys here, its columns queries.
template <typename Math, int STRIPS>
__device__ __forceinline__ void key_gradient(const float* query, const float* key, const float* value,
        const float* slope, const Kept& all, const unsigned char* mask, float* key_result, float* value_result,
        const Heads& query_heads, const Heads& key_heads, const Heads& value_heads, const Heads& slope_heads,
        const Sequence& sizes, float scale) {
    __shared__ float weights[TILE][TILE + 1];
    Task task = task_of(sizes, sizes.keys, 16 * STRIPS);
    Rows q = rows_of(query, query_heads, sizes, task.head, sizes.queries);
    Rows k = rows_of(key, key_heads, sizes, task.head, sizes.keys);
    Rows v = rows_of(value, value_heads, sizes, task.head, sizes.keys);
    Rows dy = rows_of(slope, slope_heads, sizes, task.head, sizes.queries);
    Kept kept = {all.log_sums + task.head * sizes.queries, all.means + task.head * sizes.queries};
    const unsigned char* allowed = mask == 0 ? 0 : mask + task.head / sizes.heads * sizes.keys;
    Range range = met(sizes, task.row, sizes.queries);
    int width = (int) sizes.width;
    typename Math::template Sums<STRIPS> key_sums = {};
    typename Math::template Sums<STRIPS> value_sums = {};
#pragma unroll 1
    for (long long first = range.start; first < range.end; first += TILE) {
        float scores[4][4];
        float slopes[4][4];
        Math::multiply(k, task.row, q, first, width, weights, scores);
        Math::multiply(v, task.row, dy, first, width, weights, slopes);
#pragma unroll
        for (int j = 0; j < 4; j++) {
            long long column = first + own_column(j);
#pragma unroll
            for (int i = 0; i < 4; i++) {
                bool reached = attends(allowed, sizes, column, task.row + own_row(i));
                scores[i][j] = reached ? expf(scores[i][j] * scale - kept.log_sums[column]) : 0.0f;
                slopes[i][j] = reached ? scores[i][j] * (slopes[i][j] - kept.means[column]) * scale : 0.0f;
            }
        }
        write(scores, weights);
        add<STRIPS>(weights, dy, first, task.column, width, value_sums);
        __syncthreads();
        write(slopes, weights);
        add<STRIPS>(weights, q, first, task.column, width, key_sums);
    }
    long long start = task.head * sizes.keys * sizes.width;
    store(key_sums, key_result + start, task.row, sizes.keys, task.column, width);
    store(value_sums, value_result + start, task.row, sizes.keys, task.column, width);
}

}

// Σ dy·y of every query.
KERNEL(attention_means)(const float* slope, const float* y, float* means, Heads slope_heads, Heads y_heads,
        Sequence sizes, long long rows) {
    for (long long row = blockIdx.x; row < rows; row += gridDim.x) {
        flash::Rows dy = flash::rows_of(slope, slope_heads, sizes, row / sizes.queries, sizes.queries);
        flash::Rows from = flash::rows_of(y, y_heads, sizes, row / sizes.queries, sizes.queries);
        long long query = row % sizes.queries;
        float sum = 0.0f;
        for (long long i = threadIdx.x; i < sizes.width; i += blockDim.x) {
            sum += dy.start[query * dy.step + i] * from.start[query * from.step + i];
        }
        sum = block_sum(sum);
        if (threadIdx.x == 0) {
            means[row] = sum;
        }
    }
}

// By columns of a strip: one block for each strip of each 64 queries, or keys, of each head.
#define ATTENTION_GRADIENT(name, math, columns) \
    KERNEL(name##_query_gradient_##columns)(const float* query, const float* key, const float* value, \
            const float* slope, const float* log_sums, const float* means, const unsigned char* mask, float* dq, \
            Heads query_heads, Heads key_heads, Heads value_heads, Heads slope_heads, Sequence sizes, float scale) { \
        flash::Kept kept = {log_sums, means}; \
        flash::query_gradient<flash::math, columns / 16>(query, key, value, slope, kept, mask, dq, query_heads, \
                key_heads, value_heads, slope_heads, sizes, scale); \
    } \
    KERNEL(name##_key_gradient_##columns)(const float* query, const float* key, const float* value, \
            const float* slope, const float* log_sums, const float* means, const unsigned char* mask, float* dk, \
            float* dv, Heads query_heads, Heads key_heads, Heads value_heads, Heads slope_heads, Sequence sizes, \
            float scale) { \
        flash::Kept kept = {log_sums, means}; \
        flash::key_gradient<flash::math, columns / 16>(query, key, value, slope, kept, mask, dk, dv, query_heads, \
                key_heads, value_heads, slope_heads, sizes, scale); \
    }

ATTENTION_GRADIENT(attention, Exact, 64)
ATTENTION_GRADIENT(attention, Exact, 128)
ATTENTION_GRADIENT(attention_rounded, Rounded, 64)
ATTENTION_GRADIENT(attention_rounded, Rounded, 128)
