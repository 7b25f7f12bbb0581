// What CUDA C has beyond C++, for running kernels thread by thread on the processor. Threads of a block that meet at
// barriers are contexts of their own, which take turns: each runs to the next barrier, and when all have, the first goes
// on.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <ucontext.h>
#include <utility>

#define __global__
#define __device__
#define __forceinline__ inline
#define __shared__ static

struct Index3 {
    unsigned x;
    unsigned y;
    unsigned z;
};

Index3 threadIdx, blockIdx, blockDim, gridDim;

const int MOST_THREADS = 1024;
const size_t STACK = 64 << 10;
ucontext_t host_scheduler;
ucontext_t host_contexts[MOST_THREADS];
bool host_done[MOST_THREADS];
char* host_stacks = nullptr;
bool host_barriers;
float host_slots[MOST_THREADS];

void __syncthreads() {
    if (!host_barriers) {
        __builtin_trap();
    }
    swapcontext(&host_contexts[threadIdx.x], &host_scheduler);
}

float __shfl_xor_sync(unsigned, float value, int distance) {
    host_slots[threadIdx.x] = value;
    __syncthreads();
    float other = host_slots[threadIdx.x ^ distance];
    __syncthreads();
    return other;
}

inline float host_bits_to_float(unsigned bits) {
    float value;
    memcpy(&value, &bits, 4);
    return value;
}

unsigned host_left[MOST_THREADS][4];
unsigned host_right[MOST_THREADS][2];

// One of the two bfloat16 numbers in a register.
inline float host_half(unsigned both, int place) {
    return host_bits_to_float(place ? both & 0xffff0000u : both << 16);
}

// What the 32 threads of a warp compute together: rows of a and columns of b lie by fours of threads, two neighbours in
// each register (PTX ISA, "Matrix Fragments for mma.m16n8k16").
inline void host_mma(const unsigned* a, unsigned b0, unsigned b1, float& c0, float& c1, float& c2, float& c3) {
    memcpy(host_left[threadIdx.x], a, 16);
    host_right[threadIdx.x][0] = b0;
    host_right[threadIdx.x][1] = b1;
    __syncthreads();
    int warp = threadIdx.x / 32 * 32;
    float* results[] = {&c0, &c1, &c2, &c3};
    for (int i = 0; i < 4; i++) {
        int row = threadIdx.x % 32 / 4 + i / 2 * 8;
        int column = threadIdx.x % 4 * 2 + i % 2;
        for (int k = 0; k < 16; k++) {
            *results[i] += host_half(host_left[warp + row % 8 * 4 + k % 8 / 2][row / 8 + k / 8 * 2], k % 2)
                    * host_half(host_right[warp + column * 4 + k % 8 / 2][k / 8], k % 2);
        }
    }
    __syncthreads();
}

inline unsigned host_float_to_bits(float value) {
    unsigned bits;
    memcpy(&bits, &value, 4);
    return bits;
}

// Blocks follow each other here, and threads take turns: nothing comes between.
inline unsigned long long atomicCAS(unsigned long long* place, unsigned long long expected, unsigned long long value) {
    unsigned long long before = *place;
    if (before == expected) {
        *place = value;
    }
    return before;
}

inline float __fadd_rn(float a, float b) {
    return a + b;
}

inline float __fsub_rn(float a, float b) {
    return a - b;
}

inline float __fmul_rn(float a, float b) {
    return a * b;
}

inline float __fdiv_rn(float a, float b) {
    return a / b;
}

inline double __dadd_rn(double a, double b) {
    return a + b;
}

inline double __dmul_rn(double a, double b) {
    return a * b;
}

inline double __ddiv_rn(double a, double b) {
    return a / b;
}

inline double __dsqrt_rn(double x) {
    return std::sqrt(x);
}

inline unsigned long long host_bits_of(double value) {
    unsigned long long bits;
    memcpy(&bits, &value, 8);
    return bits;
}

inline int __double2hiint(double value) {
    return (int) (host_bits_of(value) >> 32);
}

inline int __double2loint(double value) {
    return (int) host_bits_of(value);
}

inline double __hiloint2double(int high, int low) {
    unsigned long long bits = (unsigned long long) (unsigned) high << 32 | (unsigned) low;
    double value;
    memcpy(&value, &bits, 8);
    return value;
}

inline float host_from_float16(unsigned short bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    float magnitude = exponent == 31 ? (fraction ? NAN : INFINITY)
            : exponent == 0 ? std::ldexp((float) fraction, -24) : std::ldexp((float) (fraction | 1024), exponent - 25);
    return bits >> 15 ? -magnitude : magnitude;
}

inline unsigned short host_to_float16(float value) {
    unsigned short sign = std::signbit(value) ? 0x8000 : 0;
    float magnitude = std::fabs(value);
    if (magnitude != magnitude) {
        return sign | 0x7e00;
    }
    if (magnitude >= 65520.0f) {
        return sign | 0x7c00;
    }
    int exponent = magnitude < 6.103515625e-5f ? -14 : std::ilogb(magnitude);
    // Rounds to even; what is rounded up to the next power of two carries into the exponent by itself.
    unsigned fraction = (unsigned) std::nearbyint(std::ldexp(magnitude, 10 - exponent));
    return sign | (unsigned short) (fraction + ((exponent + 14) << 10));
}

template <typename... Types, size_t... Indices>
void host_call(void (*kernel)(Types...), void** parameters, std::index_sequence<Indices...>) {
    kernel(*static_cast<Types*>(parameters[Indices])...);
}

template <typename... Types>
struct Running {
    static void (*kernel)(Types...);
    static void** parameters;

    static void thread() {
        host_call(kernel, parameters, std::index_sequence_for<Types...>());
        host_done[threadIdx.x] = true;
        swapcontext(&host_contexts[threadIdx.x], &host_scheduler);
    }
};

template <typename... Types> void (*Running<Types...>::kernel)(Types...);
template <typename... Types> void** Running<Types...>::parameters;

void host_run_block(void (*thread)(), int threads) {
    if (!host_stacks) {
        host_stacks = new char[MOST_THREADS * STACK];
    }
    for (int i = 0; i < threads; i++) {
        host_done[i] = false;
        getcontext(&host_contexts[i]);
        host_contexts[i].uc_stack.ss_sp = host_stacks + i * STACK;
        host_contexts[i].uc_stack.ss_size = STACK;
        host_contexts[i].uc_link = nullptr;
        makecontext(&host_contexts[i], thread, 0);
    }
    for (int left = threads; left > 0;) {
        for (int i = 0; i < threads; i++) {
            if (!host_done[i]) {
                threadIdx.x = i;
                swapcontext(&host_scheduler, &host_contexts[i]);
                left -= host_done[i];
            }
        }
    }
}

template <typename... Types>
void run_all(void (*kernel)(Types...), int blocks, int threads, void** parameters, bool barriers) {
    host_barriers = barriers;
    gridDim = {(unsigned) blocks, 1, 1};
    blockDim = {(unsigned) threads, 1, 1};
    for (int block = 0; block < blocks; block++) {
        blockIdx = {(unsigned) block, 0, 0};
        if (barriers) {
            Running<Types...>::kernel = kernel;
            Running<Types...>::parameters = parameters;
            host_run_block(Running<Types...>::thread, threads);
        } else {
            for (int i = 0; i < threads; i++) {
                threadIdx = {(unsigned) i, 0, 0};
                host_call(kernel, parameters, std::index_sequence_for<Types...>());
            }
        }
    }
}
