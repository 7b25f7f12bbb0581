// Running sums along the middle of [lines / inner, n, inner], float32, added up in double precision.

// A block for each line: every thread adds up a stretch, then goes over it again from what lies before.
KERNEL(cumulative_sum)(const float* x, float* y, long long lines, long long n, long long inner, int reversed) {
    __shared__ double stretches[256];
    long long stretch = (n + blockDim.x - 1) / blockDim.x;
    long long begin = threadIdx.x * stretch;
    long long end = begin + stretch < n ? begin + stretch : n;
    for (long long line = blockIdx.x; line < lines; line += gridDim.x) {
        long long start = line / inner * inner * n + line % inner;
        double sum = 0.0;
        for (long long k = begin; k < end; k++) {
            sum += x[start + (reversed ? n - 1 - k : k) * inner];
        }
        stretches[threadIdx.x] = sum;
        __syncthreads();
        sum = 0.0;
        for (int before = 0; before < (int) threadIdx.x; before++) {
            sum += stretches[before];
        }
        for (long long k = begin; k < end; k++) {
            long long place = start + (reversed ? n - 1 - k : k) * inner;
            sum += x[place];
            y[place] = (float) sum;
        }
        __syncthreads();
    }
}
