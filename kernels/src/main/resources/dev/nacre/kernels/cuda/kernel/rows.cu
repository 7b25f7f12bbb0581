// Rows that lie one after the other, each taken by a block: float32.

#define EACH_ROW(row, rows) for (long long row = blockIdx.x; row < (rows); row += gridDim.x)
#define EACH_COLUMN(i, width) for (long long i = threadIdx.x; i < (width); i += blockDim.x)

__device__ __forceinline__ float row_largest(const float* x, long long width) {
    float largest = bits_to_float(0xff800000u);
    EACH_COLUMN(i, width) {
        largest = larger(largest, x[i]);
    }
    return block_largest(largest);
}

__device__ __forceinline__ float row_exponentials(const float* x, long long width, float largest) {
    float sum = 0.0f;
    EACH_COLUMN(i, width) {
        sum += expf(x[i] - largest);
    }
    return block_sum(sum);
}

