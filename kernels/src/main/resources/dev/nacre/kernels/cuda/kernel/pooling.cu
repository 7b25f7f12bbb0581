// Pooling, float32, pictures NHWC: neighbouring threads on neighbouring channels.

struct Pooling {
    long long batch;
    long long height;
    long long width;
    long long channels;
    long long out_height;
    long long out_width;
    long long kernel_height;
    long long kernel_width;
    long long stride_height;
    long long stride_width;
    long long top;
    long long left;
};

// The largest pixel under a window and its place row·width + column, the first of equal ones; a NaN before all numbers.
KERNEL(max_pool2d)(const float* x, float* y, int* position, Pooling sizes) {
    EACH(i, sizes.batch * sizes.out_height * sizes.out_width * sizes.channels) {
        long long channel = i % sizes.channels;
        long long column = i / sizes.channels % sizes.out_width * sizes.stride_width - sizes.left;
        long long line = i / sizes.channels / sizes.out_width;
        long long row = line % sizes.out_height * sizes.stride_height - sizes.top;
        const float* picture = x + line / sizes.out_height * sizes.height * sizes.width * sizes.channels + channel;
        long long best = -1;
        float champion = 0.0f;
        for (long long r = row < 0 ? 0 : row; r < row + sizes.kernel_height && r < sizes.height; r++) {
            for (long long c = column < 0 ? 0 : column; c < column + sizes.kernel_width && c < sizes.width; c++) {
                float candidate = picture[(r * sizes.width + c) * sizes.channels];
                if (best < 0 || candidate > champion || (candidate != candidate && champion == champion)) {
                    best = r * sizes.width + c;
                    champion = candidate;
                }
            }
        }
        y[i] = champion;
        position[i] = (int) best;
    }
}
