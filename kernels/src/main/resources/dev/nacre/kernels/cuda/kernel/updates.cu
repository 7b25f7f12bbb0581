// The optimiser over many tensors in one launch.

// One tensor: where everything lies, how many elements it has, and the first block that works on it.
struct Update {
    const float* parameter;
    const float* gradient;
    const float* first;
    const float* second;
    float* parameter_out;
    float* first_out;
    float* second_out;
    long long n;
    long long block;
    float decay;
    float beta1_rest;
    float beta2;
    float beta2_rest;
    float root;
    float epsilon;
    float step;
    float unused;
};

// One step of AdamW (Loshchilov and Hutter 2019): decay = 1 − lr·λ, step = lr/(1 − β₁ᵗ), root = √(1 − β₂ᵗ). A block
// finds its tensor in the table and works on `chunk` elements of it.
KERNEL(adamw_steps)(const Update* updates, long long count, long long chunk) {
    long long mine = 0;
    for (long long length = count; length > 1;) {
        long long half = length / 2;
        if (updates[mine + half].block <= blockIdx.x) {
            mine += half;
            length -= half;
        } else {
            length = half;
        }
    }
    const Update& u = updates[mine];
    long long start = (blockIdx.x - u.block) * chunk;
    long long end = start + chunk < u.n ? start + chunk : u.n;
    for (long long i = start + threadIdx.x; i < end; i += blockDim.x) {
        float g = u.gradient[i];
        float m = u.first[i] + (g - u.first[i]) * u.beta1_rest;
        float v = u.second[i] * u.beta2 + g * g * u.beta2_rest;
        u.first_out[i] = m;
        u.second_out[i] = v;
        u.parameter_out[i] = u.parameter[i] * u.decay - m / (sqrtf(v) / u.root + u.epsilon) * u.step;
    }
}
