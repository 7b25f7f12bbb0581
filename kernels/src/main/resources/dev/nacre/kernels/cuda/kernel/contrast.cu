// The contrastive entropies of matching rows, tile by tile: a tile [rows, columns] holds the products of some rows of A
// with some rows of B, and starts at `row` and `column` of all [batch, batch], which never exist at once.

__device__ __forceinline__ float no_largest() {
    return bits_to_float(0xff800000u);
}

// Adds a tile to what is known of its rows: the largest scaled product so far, and the sum of exponentials less it. Tiles
// of the same rows come from left to right. own [batch] are the scaled products with the partners.
KERNEL(contrastive_rows)(const float* tile, const float* scale, float* largest, float* sum, float* own, long long rows,
        long long columns, long long row, long long column) {
    for (long long r = blockIdx.x; r < rows; r += gridDim.x) {
        const float* products = tile + r * columns;
        float most = no_largest();
        for (long long c = threadIdx.x; c < columns; c += blockDim.x) {
            most = larger(most, scale[0] * products[c]);
        }
        float before = column == 0 ? no_largest() : largest[row + r];
        float now = larger(before, block_largest(most));
        float part = 0.0f;
        for (long long c = threadIdx.x; c < columns; c += blockDim.x) {
            part += expf(scale[0] * products[c] - now);
        }
        part = block_sum(part);
        if (threadIdx.x == 0) {
            largest[row + r] = now;
            sum[row + r] = column == 0 ? part : sum[row + r] * expf(before - now) + part;
            long long partner = row + r - column;
            if (partner >= 0 && partner < columns) {
                own[row + r] = scale[0] * products[partner];
            }
        }
    }
}

// The same for its columns, from top to bottom: blocks of 32 columns, whose eight warps take turns with the rows.
KERNEL(contrastive_columns)(const float* tile, const float* scale, float* largest, float* sum, long long rows,
        long long columns, long long row, long long column) {
    __shared__ float all_largest[8][32];
    __shared__ float all_sums[8][32];
    long long c = blockIdx.x * 32 + threadIdx.x % 32;
    int warp = threadIdx.x / 32;
    float most = no_largest();
    float total = 0.0f;
    if (c < columns) {
        for (long long r = warp; r < rows; r += 8) {
            float x = scale[0] * tile[r * columns + c];
            if (x > most || x != x) {
                total = total * expf(most - x) + 1.0f;
                most = x;
            } else {
                total += expf(x - most);
            }
        }
    }
    all_largest[warp][threadIdx.x % 32] = most;
    all_sums[warp][threadIdx.x % 32] = total;
    __syncthreads();
    if (warp == 0 && c < columns) {
        float before = row == 0 ? no_largest() : largest[column + c];
        float now = before;
        for (int other = 0; other < 8; other++) {
            now = larger(now, all_largest[other][threadIdx.x]);
        }
        float joined = row == 0 ? 0.0f : sum[column + c] * expf(before - now);
        for (int other = 0; other < 8; other++) {
            if (all_sums[other][threadIdx.x] != 0.0f) {
                joined += all_sums[other][threadIdx.x] * expf(all_largest[other][threadIdx.x] - now);
            }
        }
        largest[column + c] = now;
        sum[column + c] = joined;
    }
}

// The logarithm of each line's sum, and what it lacks to the partner's product.
KERNEL(contrastive_logarithms)(const float* largest, const float* sum, const float* own, float* logarithm, float* lack,
        long long n) {
    EACH(i, n) {
        logarithm[i] = largest[i] + logf(sum[i]);
        lack[i] = logarithm[i] - own[i];
    }
}

// Turns a tile of products into weights, p = g/n·e^(l − ln Σ of the row) + h/n·e^(l − ln Σ of the column) with l = s·x,
// where it lies or elsewhere; and adds Σ p·x − (g + h)/n·(the partner's x) of each row to slopes [batch].
#define CONTRASTIVE_WEIGHTS(name, type, rounded) \
    KERNEL(name)(const float* tile, type* weights, const float* scale, const float* by_row, const float* by_column, \
            const float* g, const float* h, float* slopes, long long rows, long long columns, long long row, \
            long long column, float batch) { \
        float row_share = g[0] / batch; \
        float column_share = h[0] / batch; \
        for (long long r = blockIdx.x; r < rows; r += gridDim.x) { \
            const float* products = tile + r * columns; \
            float slope = 0.0f; \
            for (long long c = threadIdx.x; c < columns; c += blockDim.x) { \
                float x = products[c]; \
                float p = row_share * expf(scale[0] * x - by_row[row + r]) \
                        + column_share * expf(scale[0] * x - by_column[column + c]); \
                slope += p * x; \
                if (row + r == column + c) { \
                    slope -= (row_share + column_share) * x; \
                } \
                weights[r * columns + c] = rounded; \
            } \
            slope = block_sum(slope); \
            if (threadIdx.x == 0) { \
                slopes[row + r] = column == 0 ? slope : slopes[row + r] + slope; \
            } \
        } \
    }

CONTRASTIVE_WEIGHTS(contrastive_weights, float, p)
CONTRASTIVE_WEIGHTS(contrastive_weights_bfloat16, bits16, to_bfloat16(p))

// What a row and its partner have with each other: d = s·(d − (g + h)/n·partner).
KERNEL(contrastive_partners)(float* d, const float* partner, const float* scale, const float* g, const float* h,
        long long n, float batch) {
    float own = g[0] / batch + h[0] / batch;
    EACH(i, n) {
        d[i] = scale[0] * (d[i] - own * partner[i]);
    }
}
