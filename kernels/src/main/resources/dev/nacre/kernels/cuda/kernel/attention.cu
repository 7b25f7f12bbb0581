// Scaled dot-product attention and its derivative, float32, by tiles of 64 queries and 64 keys that are never written
// down (Dao et al. 2022, "FlashAttention"). Blocks of 256 threads; each thread has 4 rows of a tile, and every 16th
// column. A block computes a strip of the result's columns; heads wider than that are computed strip by strip.

// Distances between the rows of one tensor [batch, heads, length, width]; a row lies in one piece.
struct Heads {
    long long batch;
    long long head;
    long long row;
};

// Sizes; a window below 0 reaches everywhere.
struct Sequence {
    long long heads;
    long long queries;
    long long keys;
    long long width;
    long long window;
};

namespace flash {

const int TILE = 64;
const int DEPTH = 16;

// Rows of one head.
struct Rows {
    const float* start;
    long long step;
    long long count;
};

__device__ __forceinline__ Rows rows_of(const float* tensor, const Heads& heads, const Sequence& sizes, long long head,
        long long count) {
    Rows rows = {tensor + head / sizes.heads * heads.batch + head % sizes.heads * heads.head, heads.row, count};
    return rows;
}

// products[i][j] = row i of the first·row j of the second, both from a row of their own on; zero behind the last.
__device__ __forceinline__ void multiply(const Rows& first, long long row, const Rows& second, long long column,
        int width, float (*products)[4]) {
    __shared__ float left[DEPTH][TILE + 1];
    __shared__ float right[DEPTH][TILE + 1];
    int down = threadIdx.x / 16 * 4;
    int along = threadIdx.x % 16;
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) {
            products[i][j] = 0.0f;
        }
    }
#pragma unroll 1
    for (int depth = 0; depth < width; depth += DEPTH) {
        __syncthreads();
        int d = threadIdx.x % DEPTH;
#pragma unroll
        for (int i = 0; i < 4; i++) {
            int r = threadIdx.x / DEPTH + 16 * i;
            bool inside = depth + d < width;
            left[d][r] = inside && row + r < first.count ? first.start[(row + r) * first.step + depth + d] : 0.0f;
            right[d][r] = inside && column + r < second.count
                    ? second.start[(column + r) * second.step + depth + d] : 0.0f;
        }
        __syncthreads();
#pragma unroll 4
        for (int k = 0; k < DEPTH; k++) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
#pragma unroll
                for (int j = 0; j < 4; j++) {
                    products[i][j] += left[k][down + i] * right[k][along + 16 * j];
                }
            }
        }
    }
}

// sums[i][j] += Σ weights[i, k]·row k of the values, from a row and a column on. The weights were just written.
template <int STRIPS>
__device__ __forceinline__ void add(float (*weights)[TILE + 1], const Rows& values, long long row, int column,
        int width, float (*sums)[STRIPS]) {
    __shared__ float tile[DEPTH][16 * STRIPS];
    int down = threadIdx.x / 16 * 4;
    int along = threadIdx.x % 16;
#pragma unroll 1
    for (int first = 0; first < TILE && row + first < values.count; first += DEPTH) {
        __syncthreads();
#pragma unroll
        for (int i = 0; i < STRIPS; i++) {
            int r = (threadIdx.x + 256 * i) / (16 * STRIPS);
            int c = (threadIdx.x + 256 * i) % (16 * STRIPS);
            bool inside = row + first + r < values.count && column + c < width;
            tile[r][c] = inside ? values.start[(row + first + r) * values.step + column + c] : 0.0f;
        }
        __syncthreads();
#pragma unroll 4
        for (int k = 0; k < DEPTH; k++) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
                float weight = weights[down + i][first + k];
#pragma unroll
                for (int j = 0; j < STRIPS; j++) {
                    sums[i][j] += weight * tile[k][along + 16 * j];
                }
            }
        }
    }
}

template <int STRIPS>
__device__ __forceinline__ void store(float (*sums)[STRIPS], float* result, long long row, long long count,
        int column, int width) {
    int down = threadIdx.x / 16 * 4;
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < STRIPS; j++) {
            int c = column + threadIdx.x % 16 + 16 * j;
            if (row + down + i < count && c < width) {
                result[(row + down + i) * width + c] = sums[i][j];
            }
        }
    }
}

__device__ __forceinline__ bool attends(const unsigned char* mask, const Sequence& sizes, long long query,
        long long key) {
    long long distance = query < key ? key - query : query - key;
    return query < sizes.queries && key < sizes.keys && (sizes.window < 0 || distance <= sizes.window)
            && (mask == 0 || mask[key] != 0);
}

// The rows that 64 rows from `first` on can meet: from a whole tile on, to the end.
struct Range {
    long long start;
    long long end;
};

__device__ __forceinline__ Range met(const Sequence& sizes, long long first, long long count) {
    long long start = sizes.window < 0 || first < sizes.window ? 0 : (first - sizes.window) / TILE * TILE;
    long long end = first + TILE + sizes.window;
    Range range = {start, sizes.window < 0 || end > count ? count : end};
    return range;
}

// The block's head, first row and first column.
struct Task {
    long long head;
    long long row;
    int column;
};

__device__ __forceinline__ Task task_of(const Sequence& sizes, long long count, int strip) {
    long long strips = (sizes.width + strip - 1) / strip;
    long long tiles = (count + TILE - 1) / TILE;
    Task task = {blockIdx.x / strips / tiles, blockIdx.x / strips % tiles * TILE, (int) (blockIdx.x % strips) * strip};
    return task;
}

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
template <int STRIPS>
__device__ __forceinline__ void forward(const float* query, const float* key, const float* value,
        const unsigned char* mask, float* y, float* log_sums, const Heads& query_heads, const Heads& key_heads,
        const Heads& value_heads, const Sequence& sizes, float scale) {
    __shared__ float weights[TILE][TILE + 1];
    const float none = bits_to_float(0xff800000u);
    Task task = task_of(sizes, sizes.queries, 16 * STRIPS);
    Rows q = rows_of(query, query_heads, sizes, task.head, sizes.queries);
    Rows k = rows_of(key, key_heads, sizes, task.head, sizes.keys);
    Rows v = rows_of(value, value_heads, sizes, task.head, sizes.keys);
    const unsigned char* allowed = mask == 0 ? 0 : mask + task.head / sizes.heads * sizes.keys;
    Range range = met(sizes, task.row, sizes.keys);
    int down = threadIdx.x / 16 * 4;
    int along = threadIdx.x % 16;
    int width = (int) sizes.width;
    float largest[4] = {none, none, none, none};
    float totals[4] = {};
    float sums[4][STRIPS] = {};
#pragma unroll 1
    for (long long first = range.start; first < range.end; first += TILE) {
        float scores[4][4];
        multiply(q, task.row, k, first, width, scores);
#pragma unroll
        for (int i = 0; i < 4; i++) {
            float best = largest[i];
#pragma unroll
            for (int j = 0; j < 4; j++) {
                bool reached = attends(allowed, sizes, task.row + down + i, first + along + 16 * j);
                scores[i][j] = reached ? scores[i][j] * scale : none;
                best = fmaxf(best, scores[i][j]);
            }
            best = largest_of(best);
            float base = best == none ? 0.0f : best;
            float shrink = expf(largest[i] - base);
            largest[i] = best;
            totals[i] *= shrink;
#pragma unroll
            for (int j = 0; j < 4; j++) {
                float weight = expf(scores[i][j] - base);
                totals[i] += weight;
                weights[down + i][along + 16 * j] = weight;
            }
#pragma unroll
            for (int j = 0; j < STRIPS; j++) {
                sums[i][j] *= shrink;
            }
        }
        add<STRIPS>(weights, v, first, task.column, width, sums);
    }
#pragma unroll
    for (int i = 0; i < 4; i++) {
        float total = sum_of(totals[i]);
#pragma unroll
        for (int j = 0; j < STRIPS; j++) {
            sums[i][j] = total == 0.0f ? 0.0f : sums[i][j] / total;
        }
        if (task.column == 0 && along == 0 && task.row + down + i < sizes.queries) {
            log_sums[task.head * sizes.queries + task.row + down + i] = largest[i] + logf(total);
        }
    }
    store<STRIPS>(sums, y + task.head * sizes.queries * sizes.width, task.row, sizes.queries, task.column, width);
}

// Of every query of the tile: ln Σeˢ, and Σ dy·y.
struct Kept {
    const float* log_sums;
    const float* means;
};

__device__ __forceinline__ void query_gradient_weights(float (*scores)[4], float (*slopes)[4], const Kept& kept,
        const unsigned char* mask, const Sequence& sizes, long long query, long long key, float scale) {
    int down = threadIdx.x / 16 * 4;
    int along = threadIdx.x % 16;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        long long row = query + down + i;
#pragma unroll
        for (int j = 0; j < 4; j++) {
            bool reached = attends(mask, sizes, row, key + along + 16 * j);
            scores[i][j] = reached ? expf(scores[i][j] * scale - kept.log_sums[row])
                    * (slopes[i][j] - kept.means[row]) * scale : 0.0f;
        }
    }
}

__device__ __forceinline__ void write(float (*values)[4], float (*weights)[TILE + 1]) {
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) {
            weights[threadIdx.x / 16 * 4 + i][threadIdx.x % 16 + 16 * j] = values[i][j];
        }
    }
}

// dq = scale·ds·k with ds = p·(dy·vᵀ − Σ dy·y), p from the kept sums.
template <int STRIPS>
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
    float sums[4][STRIPS] = {};
#pragma unroll 1
    for (long long first = range.start; first < range.end; first += TILE) {
        float scores[4][4];
        float slopes[4][4];
        multiply(q, task.row, k, first, width, scores);
        multiply(dy, task.row, v, first, width, slopes);
        query_gradient_weights(scores, slopes, kept, allowed, sizes, task.row, first, scale);
        write(scores, weights);
        add<STRIPS>(weights, k, first, task.column, width, sums);
    }
    store<STRIPS>(sums, result + task.head * sizes.queries * sizes.width, task.row, sizes.queries, task.column, width);
}

// dv = pᵀ·dy and dk = scale·dsᵀ·q: the tile's rows are keys here, its columns queries.
template <int STRIPS>
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
    int down = threadIdx.x / 16 * 4;
    int along = threadIdx.x % 16;
    int width = (int) sizes.width;
    float key_sums[4][STRIPS] = {};
    float value_sums[4][STRIPS] = {};
#pragma unroll 1
    for (long long first = range.start; first < range.end; first += TILE) {
        float scores[4][4];
        float slopes[4][4];
        multiply(k, task.row, q, first, width, scores);
        multiply(v, task.row, dy, first, width, slopes);
#pragma unroll
        for (int j = 0; j < 4; j++) {
            long long column = first + along + 16 * j;
#pragma unroll
            for (int i = 0; i < 4; i++) {
                bool reached = attends(allowed, sizes, column, task.row + down + i);
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
    store<STRIPS>(key_sums, key_result + start, task.row, sizes.keys, task.column, width);
    store<STRIPS>(value_sums, value_result + start, task.row, sizes.keys, task.column, width);
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
#define ATTENTION(columns) \
    KERNEL(attention_##columns)(const float* query, const float* key, const float* value, const unsigned char* mask, \
            float* y, float* log_sums, Heads query_heads, Heads key_heads, Heads value_heads, Sequence sizes, \
            float scale) { \
        flash::forward<columns / 16>(query, key, value, mask, y, log_sums, query_heads, key_heads, value_heads, sizes, \
                scale); \
    } \
    KERNEL(attention_query_gradient_##columns)(const float* query, const float* key, const float* value, \
            const float* slope, const float* log_sums, const float* means, const unsigned char* mask, float* dq, \
            Heads query_heads, Heads key_heads, Heads value_heads, Heads slope_heads, Sequence sizes, float scale) { \
        flash::Kept kept = {log_sums, means}; \
        flash::query_gradient<columns / 16>(query, key, value, slope, kept, mask, dq, query_heads, key_heads, \
                value_heads, slope_heads, sizes, scale); \
    } \
    KERNEL(attention_key_gradient_##columns)(const float* query, const float* key, const float* value, \
            const float* slope, const float* log_sums, const float* means, const unsigned char* mask, float* dk, \
            float* dv, Heads query_heads, Heads key_heads, Heads value_heads, Heads slope_heads, Sequence sizes, \
            float scale) { \
        flash::Kept kept = {log_sums, means}; \
        flash::key_gradient<columns / 16>(query, key, value, slope, kept, mask, dk, dv, query_heads, key_heads, \
                value_heads, slope_heads, sizes, scale); \
    }

ATTENTION(64)
ATTENTION(128)
