// What lies around the products of linear layers and of inverted bottlenecks: biases, the gates of squeeze and
// excitation (Hu et al. 2018) with their derivatives; and rotary positions. float32, factors of products also bfloat16.

// y ← f(y + bias), one term for each of the last dimension's channels.
#define BIAS(name, expression) \
    KERNEL(name)(float* y, const float* bias, long long n, long long channels) { \
        EACH(i, n) { \
            float x = y[i] + bias[i % channels]; \
            y[i] = expression; \
        } \
    }

BIAS(bias, x)
BIAS(bias_silu, x * logistic(x))
BIAS(bias_sigmoid, logistic(x))

// y ← y + bias + residual.
KERNEL(bias_residual)(float* y, const float* bias, const float* residual, long long n, long long channels) {
    EACH(i, n) {
        y[i] = y[i] + bias[i % channels] + residual[i];
    }
}

__device__ __forceinline__ float read_number(float x) {
    return x;
}

__device__ __forceinline__ float read_number(bits16 x) {
    return from_bfloat16(x);
}

__device__ __forceinline__ void write_number(float* place, float x) {
    *place = x;
}

__device__ __forceinline__ void write_number(bits16* place, float x) {
    *place = to_bfloat16(x);
}

// y = x·gate with a gate for each picture and channel; a picture has `picture` numbers.
#define GATE(from, to, input_type, output_type) \
    KERNEL(gate_##from##_##to)(const input_type* x, const float* gate, output_type* y, long long n, \
            long long channels, long long picture) { \
        EACH(i, n) { \
            write_number(y + i, read_number(x[i]) * gate[i / picture * channels + i % channels]); \
        } \
    }

GATE(float32, float32, float, float)
GATE(float32, bfloat16, float, bits16)
GATE(bfloat16, float32, bits16, float)
GATE(bfloat16, bfloat16, bits16, bits16)

__device__ __forceinline__ float normalised(const float* z, const float* mean, const float* variance,
        const float* weight, const float* bias, float epsilon, long long i, long long c) {
    return (z[i] - mean[c]) * (weight[c] / sqrtf(variance[c] + epsilon)) + bias[c];
}

// y = silu(u)·gate with u the normalised z.
#define NORMAL_GATE(to, output_type) \
    KERNEL(normal_gate_##to)(const float* z, const float* mean, const float* variance, const float* weight, \
            const float* bias, const float* gate, output_type* y, long long n, long long channels, \
            long long picture, float epsilon) { \
        EACH(i, n) { \
            long long c = i % channels; \
            float u = normalised(z, mean, variance, weight, bias, epsilon, i, c); \
            write_number(y + i, u * logistic(u) * gate[i / picture * channels + c]); \
        } \
    }

NORMAL_GATE(float32, float)
NORMAL_GATE(bfloat16, bits16)

// du = (dy·gate + squeezed/pixels)·silu′(u), where squeezed is the cotangent of the mean over a picture's pixels.
KERNEL(normal_gate_cotangent)(const float* z, const float* mean, const float* variance, const float* weight,
        const float* bias, const float* gate, const float* squeezed, const float* dy, float* du, long long n,
        long long channels, long long picture, float epsilon) {
    EACH(i, n) {
        long long c = i % channels;
        long long at = i / picture * channels + c;
        float u = normalised(z, mean, variance, weight, bias, epsilon, i, c);
        float da = dy[i] * gate[at] + squeezed[at] * channels / picture;
        du[i] = da * logistic(u) * (1.0f + u * (1.0f - logistic(u)));
    }
}

// dx ← dy·y·(1 − y) of a sigmoid's output y.
KERNEL(sigmoid_cotangent)(float* dy, const float* y, long long n) {
    EACH(i, n) {
        dy[i] *= y[i] * (1.0f - y[i]);
    }
}

// dx ← dy·silu′(x).
KERNEL(silu_cotangent)(float* dy, const float* x, long long n) {
    EACH(i, n) {
        dy[i] *= logistic(x[i]) * (1.0f + x[i] * (1.0f - logistic(x[i])));
    }
}

// Rotary positions (Su et al. 2021): numbers i and i + half of place p are turned by the angle p·θ^(−i/half), or back.
// x [lines, length, 2·half] lies as the nest says.
KERNEL(rotary)(const float* x, float* y, long long n, Nest nest, long long length, long long half, double theta,
        double turn) {
    EACH(i, n) {
        long long c = i % half;
        long long row = i / half;
        double angle = (double) (row % length) * pow(theta, -(double) c / (double) half);
        float cosine = (float) cos(angle);
        float sine = (float) (turn * sin(angle));
        long long first = row * 2 * half + c;
        float a = x[places(nest, first).a];
        float b = x[places(nest, first + half).a];
        y[first] = a * cosine - b * sine;
        y[first + half] = b * cosine + a * sine;
    }
}
