// What all kernels share. No includes: NVRTC compiles this text as it is, and the tests compile it as C++.

// Its name in the compiled module starts with nacre_: names such as exp are taken.
#define KERNEL(name) extern "C" __global__ void nacre_##name

// Every thread of the launch takes every so many-th element.
#define EACH(i, n) _Pragma("unroll 1") for (long long i = blockIdx.x * (long long) blockDim.x + threadIdx.x; i < (n); \
        i += (long long) gridDim.x * blockDim.x)

typedef unsigned short bits16;

// How elements of up to three inputs lie that are not contiguous: sizes, and a distance for each dimension and input.
// Rank 0 means that all are contiguous.
struct Nest {
    long long rank;
    long long size[8];
    long long a[8];
    long long b[8];
    long long c[8];
};

struct Places {
    long long a;
    long long b;
    long long c;
};

template <typename Index>
__device__ __forceinline__ Places walk(const Nest& nest, Index rest) {
    Places at = {0, 0, 0};
#pragma unroll 1
    for (int d = (int) nest.rank - 1; d >= 0; d--) {
        Index size = (Index) nest.size[d];
        Index above = rest / size;
        long long here = (long long) (rest - above * size);
        at.a += here * nest.a[d];
        at.b += here * nest.b[d];
        at.c += here * nest.c[d];
        rest = above;
    }
    return at;
}

// Where element i of each input lies. Divisions of 32 bits are several times cheaper than those of 64.
__device__ __forceinline__ Places places(const Nest& nest, long long i) {
    if (nest.rank == 0) {
        Places same = {i, i, i};
        return same;
    }
    return i >> 32 == 0 ? walk<unsigned>(nest, (unsigned) i) : walk<unsigned long long>(nest, (unsigned long long) i);
}

__device__ __forceinline__ float bits_to_float(unsigned bits) {
#ifdef __CUDA_ARCH__
    return __uint_as_float(bits);
#else
    return host_bits_to_float(bits);
#endif
}

__device__ __forceinline__ unsigned float_to_bits(float value) {
#ifdef __CUDA_ARCH__
    return __float_as_uint(value);
#else
    return host_float_to_bits(value);
#endif
}

__device__ __forceinline__ float from_bfloat16(bits16 bits) {
    return bits_to_float((unsigned) bits << 16);
}

// To nearest, ties to even; a NaN stays one.
__device__ __forceinline__ bits16 to_bfloat16(float value) {
    unsigned bits = float_to_bits(value);
    if (value != value) {
        return (bits16) (bits >> 16 | 0x40);
    }
    return (bits16) (bits + 0x7fff + (bits >> 16 & 1) >> 16);
}

__device__ __forceinline__ float from_float16(bits16 bits) {
#ifdef __CUDA_ARCH__
    float value;
    asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(bits));
    return value;
#else
    return host_from_float16(bits);
#endif
}

__device__ __forceinline__ bits16 to_float16(float value) {
#ifdef __CUDA_ARCH__
    bits16 bits;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(bits) : "f"(value));
    return bits;
#else
    return host_to_float16(value);
#endif
}

// Unlike fmaxf and fminf these keep a NaN.
__device__ __forceinline__ float larger(float a, float b) {
    return a != a || b != b ? a + b : fmaxf(a, b);
}

__device__ __forceinline__ float smaller(float a, float b) {
    return a != a || b != b ? a + b : fminf(a, b);
}

__device__ __forceinline__ float logistic(float x) {
    return 1.0f / (1.0f + expf(-x));
}

// Over all threads of a block, always by the same tree; every thread gets the result.
__device__ __forceinline__ float block_sum(float value) {
    __shared__ float parts[32];
    for (int distance = 16; distance > 0; distance >>= 1) {
        value += __shfl_xor_sync(0xffffffffu, value, distance);
    }
    __syncthreads();
    if (threadIdx.x % 32 == 0) {
        parts[threadIdx.x / 32] = value;
    }
    __syncthreads();
    float sum = parts[0];
    for (int warp = 1; warp < (int) blockDim.x / 32; warp++) {
        sum += parts[warp];
    }
    return sum;
}

__device__ __forceinline__ float block_largest(float value) {
    __shared__ float parts[32];
    for (int distance = 16; distance > 0; distance >>= 1) {
        value = larger(value, __shfl_xor_sync(0xffffffffu, value, distance));
    }
    __syncthreads();
    if (threadIdx.x % 32 == 0) {
        parts[threadIdx.x / 32] = value;
    }
    __syncthreads();
    float largest = parts[0];
    for (int warp = 1; warp < (int) blockDim.x / 32; warp++) {
        largest = larger(largest, parts[warp]);
    }
    return largest;
}
