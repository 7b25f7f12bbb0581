// Picking and adding up by index along the middle of [outer, size, inner]. Indices are int32, or int64 where `wide`.

// An element's place in [outer, middle, inner].
struct Line {
    long long outer;
    long long middle;
    long long inner;
};

// Divisions of 32 bits are several times cheaper than those of 64; n is how many elements there are in all.
__device__ __forceinline__ Line line_of(long long i, long long n, long long middle, long long inner) {
    Line at;
    if (n >> 32 == 0) {
        unsigned rest = (unsigned) i / (unsigned) inner;
        at.inner = (unsigned) i % (unsigned) inner;
        at.outer = rest / (unsigned) middle;
        at.middle = rest % (unsigned) middle;
    } else {
        long long rest = i / inner;
        at.inner = i % inner;
        at.outer = rest / middle;
        at.middle = rest % middle;
    }
    return at;
}

// y[o, i, c] = x[o, index[i], c]; 0 where the index is outside.
#define INDEX_SELECT(bytes, type) \
    KERNEL(index_select##bytes)(const type* x, const void* index, type* y, long long n, long long picked, \
            long long size, long long inner, int wide, unsigned long long* fault, unsigned long long ticket) { \
        EACH(i, n) { \
            Line at = line_of(i, n, picked, inner); \
            long long chosen = index_at(index, wide, at.middle); \
            y[i] = is_inside(chosen, size, at.middle, fault, ticket) \
                    ? x[(at.outer * size + chosen) * inner + at.inner] : (type) 0; \
        } \
    }

INDEX_SELECT(1, unsigned char)
INDEX_SELECT(2, bits16)
INDEX_SELECT(4, unsigned)
INDEX_SELECT(8, unsigned long long)

// y[o, i, c] = x[o, index[o, i, c], c]; 0 where the index is outside.
#define GATHER(bytes, type) \
    KERNEL(gather##bytes)(const type* x, const void* index, type* y, long long n, long long picked, long long size, \
            long long inner, int wide, unsigned long long* fault, unsigned long long ticket) { \
        EACH(i, n) { \
            Line at = line_of(i, n, picked, inner); \
            long long chosen = index_at(index, wide, i); \
            y[i] = is_inside(chosen, size, i, fault, ticket) \
                    ? x[(at.outer * size + chosen) * inner + at.inner] : (type) 0; \
        } \
    }

GATHER(1, unsigned char)
GATHER(2, bits16)
GATHER(4, unsigned)
GATHER(8, unsigned long long)

// y[o, index, c] += x[o, i, c] in the order of i, y being zeros: one thread for each o and c. The indices are [picked]
// where `shared`, else [outer, picked, inner].
KERNEL(add_in_order)(const float* x, const void* index, float* y, long long outer, long long picked, long long size,
        long long inner, int shared, int wide, unsigned long long* fault, unsigned long long ticket) {
    EACH(i, outer * inner) {
        long long o = i / inner;
        long long c = i - o * inner;
        for (long long k = 0; k < picked; k++) {
            long long place = (o * picked + k) * inner + c;
            long long where = shared ? k : place;
            long long chosen = index_at(index, wide, where);
            if (is_inside(chosen, size, where, fault, ticket)) {
                y[(o * size + chosen) * inner + c] += x[place];
            }
        }
    }
}

// Only looks whether all indices are inside.
KERNEL(check_indices)(const void* index, long long n, long long size, int wide, unsigned long long* fault,
        unsigned long long ticket) {
    EACH(i, n) {
        is_inside(index_at(index, wide, i), size, i, fault, ticket);
    }
}

// The first place in a sorted line whose key is not below this one.
__device__ __forceinline__ long long first_at_least(const unsigned long long* keys, long long n,
        unsigned long long key) {
    long long low = 0;
    for (long long length = n; length > 0;) {
        long long half = length / 2;
        if (keys[low + half] < key) {
            low += half + 1;
            length -= half + 1;
        } else {
            length = half;
        }
    }
    return low;
}

// The same from indices that were sorted, equal ones in their order: keys and positions [picked] where `shared`, else
// [outer, inner, picked]. Each result adds up its own, in their order: the same bits, and no atomic addition.
KERNEL(add_sorted)(const float* x, const unsigned long long* keys, const int* positions, float* y, long long n,
        long long picked, long long size, long long inner, int shared) {
    EACH(i, n) {
        Line at = line_of(i, n, size, inner);
        long long start = shared ? 0 : (at.outer * inner + at.inner) * picked;
        unsigned long long key = (unsigned long long) at.middle ^ 0x8000000000000000ull;
        float sum = 0.0f;
        const float* from = x + at.outer * picked * inner + at.inner;
        for (long long k = first_at_least(keys + start, picked, key); k < picked && keys[start + k] == key; k++) {
            sum += from[positions[start + k] * inner];
        }
        y[i] = sum;
    }
}
