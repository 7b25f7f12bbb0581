// What attention and its derivative share: float32, by tiles of 64 queries and 64 keys that are never written down (Dao
// et al. 2022, "FlashAttention"). Blocks of 256 threads; each thread has 4 rows of a tile, and every 16th
// column. A block computes a strip of the result's columns; heads wider than that are computed strip by strip. Products
// take their factors as they are, or rounded to bfloat16 on tensor cores.

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

typedef float (*Tile)[TILE + 1];

__device__ __forceinline__ int own_row(int i) {
    return threadIdx.x / 16 * 4 + i;
}

__device__ __forceinline__ int own_column(int j) {
    return threadIdx.x % 16 + 16 * j;
}

// 16 columns of 64 rows each, from a row and a column on, turned; zero behind the last.
__device__ __forceinline__ void load(const Rows& rows, long long row, int column, int width, Tile tile) {
    int d = threadIdx.x % DEPTH;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        int r = threadIdx.x / DEPTH + 16 * i;
        bool inside = column + d < width && row + r < rows.count;
        tile[d][r] = inside ? rows.start[(row + r) * rows.step + column + d] : 0.0f;
    }
}

// 16 rows from a row and a column on; zero behind the last.
template <int STRIPS>
__device__ __forceinline__ void load(const Rows& rows, long long row, int column, int width,
        float (*tile)[16 * STRIPS]) {
#pragma unroll
    for (int i = 0; i < STRIPS; i++) {
        int r = (threadIdx.x + 256 * i) / (16 * STRIPS);
        int c = (threadIdx.x + 256 * i) % (16 * STRIPS);
        bool inside = row + r < rows.count && column + c < width;
        tile[r][c] = inside ? rows.start[(row + r) * rows.step + column + c] : 0.0f;
    }
}

// Factors as they are.
struct Exact {
    // products[i][j] = row i of the first·row j of the second, both from a row of their own on.
    static __device__ __forceinline__ void multiply(const Rows& first, long long row, const Rows& second,
            long long column, int width, Tile, float (*products)[4]) {
        __shared__ float left[DEPTH][TILE + 1];
        __shared__ float right[DEPTH][TILE + 1];
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
            load(first, row, depth, width, left);
            load(second, column, depth, width, right);
            __syncthreads();
#pragma unroll 4
            for (int k = 0; k < DEPTH; k++) {
#pragma unroll
                for (int i = 0; i < 4; i++) {
#pragma unroll
                    for (int j = 0; j < 4; j++) {
                        products[i][j] += left[k][own_row(i)] * right[k][own_column(j)];
                    }
                }
            }
        }
    }

    // What a thread has of a result's strip.
    template <int STRIPS>
    struct Sums {
        static const int ROWS = 4;
        static const int COLUMNS = STRIPS;
        float values[ROWS][COLUMNS];

        static __device__ __forceinline__ int row(int i) {
            return own_row(i);
        }

        static __device__ __forceinline__ int column(int j) {
            return own_column(j);
        }

        // Σ weights[i, k]·row k of the tile for 16 columns of the weights.
        __device__ __forceinline__ void add(Tile weights, int first, float (*tile)[16 * STRIPS]) {
#pragma unroll 4
            for (int k = 0; k < DEPTH; k++) {
#pragma unroll
                for (int i = 0; i < ROWS; i++) {
                    float weight = weights[row(i)][first + k];
#pragma unroll
                    for (int j = 0; j < COLUMNS; j++) {
                        values[i][j] += weight * tile[k][column(j)];
                    }
                }
            }
        }
    };
};

// Factors rounded to bfloat16, on tensor cores: each of the 8 warps has 16 rows of a tile and half of its columns. Of a
// warp's 16 × 8 results a thread has two neighbours in each of two rows (PTX ISA, "mma.m16n8k16").
struct Rounded {
    static __device__ __forceinline__ int group() {
        return threadIdx.x % 32 / 4;
    }

    static __device__ __forceinline__ int pair() {
        return threadIdx.x % 4 * 2;
    }

    static __device__ __forceinline__ int row(int i) {
        return threadIdx.x / 32 % 4 * 16 + group() + 8 * i;
    }

    static __device__ __forceinline__ unsigned pack(float low, float high) {
#ifdef __CUDA_ARCH__
        unsigned both;
        asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(high), "f"(low));
        return both;
#else
        return to_bfloat16(low) | (unsigned) to_bfloat16(high) << 16;
#endif
    }

    // Adds the product of 16 × 16 and 16 × 8 numbers.
    static __device__ __forceinline__ void add(const unsigned* a, unsigned b0, unsigned b1, float& c0, float& c1,
            float& c2, float& c3) {
#ifdef __CUDA_ARCH__
        asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
                "{%0, %1, %2, %3};" : "+f"(c0), "+f"(c1), "+f"(c2), "+f"(c3)
                : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
#else
        host_mma(a, b0, b1, c0, c1, c2, c3);
#endif
    }

    static __device__ __forceinline__ void multiply(const Rows& first, long long row_of_first, const Rows& second,
            long long row_of_second, int width, Tile exchange, float (*products)[4]) {
        __shared__ float left[DEPTH][TILE + 1];
        __shared__ float right[DEPTH][TILE + 1];
        int half = threadIdx.x / 128 * 32;
        float sums[2][8] = {};
#pragma unroll 1
        for (int depth = 0; depth < width; depth += DEPTH) {
            __syncthreads();
            load(first, row_of_first, depth, width, left);
            load(second, row_of_second, depth, width, right);
            __syncthreads();
            unsigned a[4];
#pragma unroll
            for (int i = 0; i < 4; i++) {
                int k = pair() + i / 2 * 8;
                a[i] = pack(left[k][row(i % 2)], left[k + 1][row(i % 2)]);
            }
#pragma unroll
            for (int n = 0; n < 4; n++) {
                int column = half + 8 * n + group();
                add(a, pack(right[pair()][column], right[pair() + 1][column]),
                        pack(right[pair() + 8][column], right[pair() + 9][column]), sums[0][2 * n], sums[0][2 * n + 1],
                        sums[1][2 * n], sums[1][2 * n + 1]);
            }
        }
        // To the threads that have the rows and columns elsewhere.
#pragma unroll
        for (int i = 0; i < 2; i++) {
#pragma unroll
            for (int j = 0; j < 8; j++) {
                exchange[row(i)][half + j / 2 * 8 + pair() + j % 2] = sums[i][j];
            }
        }
        __syncthreads();
#pragma unroll
        for (int i = 0; i < 4; i++) {
#pragma unroll
            for (int j = 0; j < 4; j++) {
                products[i][j] = exchange[own_row(i)][own_column(j)];
            }
        }
        __syncthreads();
    }

    template <int STRIPS>
    struct Sums {
        static const int ROWS = 2;
        static const int COLUMNS = 2 * STRIPS;
        float values[ROWS][COLUMNS];

        static __device__ __forceinline__ int row(int i) {
            return Rounded::row(i);
        }

        static __device__ __forceinline__ int column(int j) {
            return threadIdx.x / 128 * 8 * STRIPS + j / 2 * 8 + pair() + j % 2;
        }

        __device__ __forceinline__ void add(Tile weights, int first, float (*tile)[16 * STRIPS]) {
            unsigned a[4];
#pragma unroll
            for (int i = 0; i < 4; i++) {
                int k = first + pair() + i / 2 * 8;
                a[i] = pack(weights[row(i % 2)][k], weights[row(i % 2)][k + 1]);
            }
#pragma unroll
            for (int n = 0; n < STRIPS; n++) {
                int c = threadIdx.x / 128 * 8 * STRIPS + 8 * n + group();
                Rounded::add(a, pack(tile[pair()][c], tile[pair() + 1][c]),
                        pack(tile[pair() + 8][c], tile[pair() + 9][c]), values[0][2 * n], values[0][2 * n + 1],
                        values[1][2 * n], values[1][2 * n + 1]);
            }
        }
    };
};

// Adds weights·values to what was summed, the values from a row and a column on. The weights were just written.
template <int STRIPS, typename Sums>
__device__ __forceinline__ void add(Tile weights, const Rows& values, long long row, int column, int width,
        Sums& sums) {
    __shared__ float tile[DEPTH][16 * STRIPS];
#pragma unroll 1
    for (int first = 0; first < TILE && row + first < values.count; first += DEPTH) {
        __syncthreads();
        load<STRIPS>(values, row + first, column, width, tile);
        __syncthreads();
        sums.add(weights, first, tile);
    }
}

template <typename Sums>
__device__ __forceinline__ void store(const Sums& sums, float* result, long long row, long long count, int column,
        int width) {
#pragma unroll
    for (int i = 0; i < Sums::ROWS; i++) {
#pragma unroll
        for (int j = 0; j < Sums::COLUMNS; j++) {
            int c = column + Sums::column(j);
            if (row + Sums::row(i) < count && c < width) {
                result[(row + Sums::row(i)) * width + c] = sums.values[i][j];
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

__device__ __forceinline__ void write(float (*values)[4], Tile weights) {
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) {
            weights[own_row(i)][own_column(j)] = values[i][j];
        }
    }
}

}

