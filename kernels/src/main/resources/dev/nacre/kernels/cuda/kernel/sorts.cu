// Sorting lines of numbers by keys: whole numbers without a sign in the order of the elements. Equal elements keep
// their order, NaN counts as the largest, and −0 equals 0. Tiles are sorted in shared memory, then merged in pairs.

__device__ __forceinline__ unsigned long long key_of_float(unsigned long long bits, unsigned long long sign,
        unsigned long long infinity) {
    unsigned long long magnitude = bits & (sign - 1);
    return magnitude > infinity ? ~0ull : bits & sign ? sign - magnitude : sign + magnitude;
}

__device__ __forceinline__ unsigned long long key_of_integer(long long value) {
    return (unsigned long long) value ^ 0x8000000000000000ull;
}

#define SORT_KEYS(name, type, expression) \
    KERNEL(sort_keys_##name)(const type* input, unsigned long long* keys, long long n, Nest nest, int descending) { \
        EACH(i, n) { \
            type x = input[places(nest, i).a]; \
            unsigned long long key = expression; \
            keys[i] = descending ? ~key : key; \
        } \
    }

SORT_KEYS(float32, unsigned, key_of_float(x, 0x80000000ull, 0x7f800000ull))
SORT_KEYS(bfloat16, bits16, key_of_float(x, 0x8000ull, 0x7f80ull))
SORT_KEYS(float16, bits16, key_of_float(x, 0x8000ull, 0x7c00ull))
SORT_KEYS(float64, unsigned long long, key_of_float(x, 0x8000000000000000ull, 0x7ff0000000000000ull))
SORT_KEYS(int64, long long, key_of_integer(x))
SORT_KEYS(int32, int, key_of_integer(x))
SORT_KEYS(uint8, unsigned char, (unsigned long long) x)
SORT_KEYS(bool, unsigned char, x ? 1ull : 0ull)

// keys [lines, n] -> each tile of a line sorted, and where its keys came from: bitonic (Batcher 1968). The tile is a
// power of two up to 1024.
KERNEL(sort_tiles)(unsigned long long* keys, int* positions, long long n, int tile) {
    __shared__ unsigned long long key[1024];
    __shared__ int position[1024];
    long long tiles = (n + tile - 1) / tile;
    long long line = blockIdx.x / tiles * n;
    long long start = blockIdx.x % tiles * tile;
    for (int i = threadIdx.x; i < tile; i += blockDim.x) {
        key[i] = start + i < n ? keys[line + start + i] : ~0ull;
        position[i] = (int) (start + i);
    }
    for (int run = 2; run <= tile; run <<= 1) {
        for (int distance = run >> 1; distance > 0; distance >>= 1) {
            __syncthreads();
            for (int i = threadIdx.x; i < tile; i += blockDim.x) {
                int other = i ^ distance;
                bool wrong = key[i] > key[other] || (key[i] == key[other] && position[i] > position[other]);
                if (other > i && wrong == ((i & run) == 0)) {
                    unsigned long long key_held = key[i];
                    int position_held = position[i];
                    key[i] = key[other];
                    position[i] = position[other];
                    key[other] = key_held;
                    position[other] = position_held;
                }
            }
        }
    }
    __syncthreads();
    for (int i = threadIdx.x; i < tile && start + i < n; i += blockDim.x) {
        keys[line + start + i] = key[i];
        positions[line + start + i] = position[i];
    }
}

// Merges neighbouring runs: a key goes where its own run and the keys before it in the other one put it.
KERNEL(sort_merge)(const unsigned long long* keys, const int* positions, unsigned long long* keys_out,
        int* positions_out, long long total, long long n, long long run) {
    EACH(i, total) {
        long long line = i / n * n;
        long long at = i - line;
        long long pair = at / (2 * run) * (2 * run);
        bool is_left = at - pair < run;
        long long other = is_left ? (pair + run < n ? pair + run : n) : pair;
        long long end = is_left ? (pair + 2 * run < n ? pair + 2 * run : n) : pair + run;
        unsigned long long key = keys[i];
        long long low = other;
        for (long long length = end - other; length > 0;) {
            long long half = length / 2;
            unsigned long long found = keys[line + low + half];
            if (found < key || (!is_left && found == key)) {
                low += half + 1;
                length -= half + 1;
            } else {
                length = half;
            }
        }
        long long target = line + (is_left ? at : at - run) + low - other;
        keys_out[target] = key;
        positions_out[target] = positions[i];
    }
}

// positions [outer, inner, n] -> [outer, n, inner].
KERNEL(sort_positions)(const int* positions, long long* output, long long total, long long n, long long inner) {
    EACH(i, total) {
        long long c = i % inner;
        long long k = i / inner % n;
        long long o = i / inner / n;
        output[i] = positions[(o * inner + c) * n + k];
    }
}
