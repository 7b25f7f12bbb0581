// Scaled dot-product attention, by the tiles of attention_tiles.cu.

namespace flash {

// The largest of 16 neighbouring threads, and their sum.
__device__ __forceinline__ float largest_of(float value) {
#pragma unroll
    for (int distance = 8; distance > 0; distance >>= 1) {
        value = fmaxf(value, __shfl_xor_sync(0xffffffffu, value, distance));
    }
    return value;
}

__device__ __forceinline__ float sum_of(float value) {
#pragma unroll
    for (int distance = 8; distance > 0; distance >>= 1) {
        value += __shfl_xor_sync(0xffffffffu, value, distance);
    }
    return value;
}

// The softmax goes along: when a larger score comes, what was summed so far is made smaller by as much.
template <typename Math, int STRIPS>
__device__ __forceinline__ void forward(const float* query, const float* key, const float* value,
        const unsigned char* mask, float* y, float* log_sums, const Heads& query_heads, const Heads& key_heads,
        const Heads& value_heads, const Sequence& sizes, float scale) {
    typedef typename Math::template Sums<STRIPS> Sums;
    __shared__ float weights[TILE][TILE + 1];
    __shared__ float factors[TILE];
    const float none = bits_to_float(0xff800000u);
    Task task = task_of(sizes, sizes.queries, 16 * STRIPS);
    Rows q = rows_of(query, query_heads, sizes, task.head, sizes.queries);
    Rows k = rows_of(key, key_heads, sizes, task.head, sizes.keys);
    Rows v = rows_of(value, value_heads, sizes, task.head, sizes.keys);
    const unsigned char* allowed = mask == 0 ? 0 : mask + task.head / sizes.heads * sizes.keys;
    Range range = met(sizes, task.row, sizes.keys);
    int width = (int) sizes.width;
    float largest[4] = {none, none, none, none};
    float totals[4] = {};
    Sums sums = {};
#pragma unroll 1
    for (long long first = range.start; first < range.end; first += TILE) {
        float scores[4][4];
        Math::multiply(q, task.row, k, first, width, weights, scores);
#pragma unroll
        for (int i = 0; i < 4; i++) {
            float best = largest[i];
#pragma unroll
            for (int j = 0; j < 4; j++) {
                bool reached = attends(allowed, sizes, task.row + own_row(i), first + own_column(j));
                scores[i][j] = reached ? scores[i][j] * scale : none;
                best = fmaxf(best, scores[i][j]);
            }
            best = largest_of(best);
            float base = best == none ? 0.0f : best;
            float shrink = expf(largest[i] - base);
            largest[i] = best;
            totals[i] *= shrink;
            if (threadIdx.x % 16 == 0) {
                factors[own_row(i)] = shrink;
            }
#pragma unroll
            for (int j = 0; j < 4; j++) {
                scores[i][j] = expf(scores[i][j] - base);
                totals[i] += scores[i][j];
            }
        }
        write(scores, weights);
        __syncthreads();
#pragma unroll
        for (int i = 0; i < Sums::ROWS; i++) {
#pragma unroll
            for (int j = 0; j < Sums::COLUMNS; j++) {
                sums.values[i][j] *= factors[Sums::row(i)];
            }
        }
        add<STRIPS>(weights, v, first, task.column, width, sums);
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 4; i++) {
        float total = sum_of(totals[i]);
        long long row = task.row + own_row(i);
        if (threadIdx.x % 16 == 0) {
            factors[own_row(i)] = total;
            if (task.column == 0 && row < sizes.queries) {
                log_sums[task.head * sizes.queries + row] = largest[i] + logf(total);
            }
        }
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < Sums::ROWS; i++) {
        float total = factors[Sums::row(i)];
#pragma unroll
        for (int j = 0; j < Sums::COLUMNS; j++) {
            sums.values[i][j] = total == 0.0f ? 0.0f : sums.values[i][j] / total;
        }
    }
    store(sums, y + task.head * sizes.queries * sizes.width, task.row, sizes.queries, task.column, width);
}

}

// By columns of a strip: one block for each strip of each 64 queries of each head.
#define ATTENTION(name, math, columns) \
    KERNEL(name##_##columns)(const float* query, const float* key, const float* value, const unsigned char* mask, \
            float* y, float* log_sums, Heads query_heads, Heads key_heads, Heads value_heads, Sequence sizes, \
            float scale) { \
        flash::forward<flash::math, columns / 16>(query, key, value, mask, y, log_sums, query_heads, key_heads, \
                value_heads, sizes, scale); \
    }

ATTENTION(attention, Exact, 64)
ATTENTION(attention, Exact, 128)
ATTENTION(attention_rounded, Rounded, 64)
ATTENTION(attention_rounded, Rounded, 128)
