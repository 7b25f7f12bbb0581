// The cross entropy of rows of logits, each with one class that it should have: float32, contiguous.

struct Costs {
    float* smoothed;
    float* own;
};

// Leaves what a row costs, from its largest logit x, ln Σ e^(x − largest) and, where it is smoothed, Σ (largest − x):
// sums of what is not negative. 0 where the target is outside.
__device__ __forceinline__ void leave(const Costs& costs, const float* x, float largest, float logarithm, float lack,
        long long row, long long width, float smoothing, const void* targets, int wide, unsigned long long* fault,
        unsigned long long ticket) {
    long long target = index_at(targets, wide, row);
    bool inside = is_inside(target, width, row, fault, ticket);
    float own = inside ? largest - x[target] + logarithm : 0.0f;
    costs.own[row] = own;
    costs.smoothed[row] = smoothing == 0.0f || !inside ? own
            : (1.0f - smoothing) * own + smoothing * (lack / width + logarithm);
}

// What each row costs, smoothed and as it is: a block for a row.
KERNEL(cross_entropy)(const float* logits, const void* targets, float* smoothed, float* own, long long rows,
        long long width, float smoothing, int wide, unsigned long long* fault, unsigned long long ticket) {
    Costs costs = {smoothed, own};
    EACH_ROW(row, rows) {
        const float* x = logits + row * width;
        float largest = row_largest(x, width);
        float sum = 0.0f;
        float lack = 0.0f;
        EACH_COLUMN(i, width) {
            sum += expf(x[i] - largest);
            lack += largest - x[i];
        }
        sum = block_sum(sum);
        lack = block_sum(lack);
        if (threadIdx.x == 0) {
            leave(costs, x, largest, logf(sum), lack, row, width, smoothing, targets, wide, fault, ticket);
        }
    }
}

// The same for rows of few classes: a thread for a row.
KERNEL(cross_entropy_of_few)(const float* logits, const void* targets, float* smoothed, float* own, long long rows,
        long long width, float smoothing, int wide, unsigned long long* fault, unsigned long long ticket) {
    Costs costs = {smoothed, own};
    EACH(row, rows) {
        const float* x = logits + row * width;
        float largest = x[0];
        for (int i = 1; i < (int) width; i++) {
            largest = larger(largest, x[i]);
        }
        float sum = 0.0f;
        float lack = 0.0f;
        for (int i = 0; i < (int) width; i++) {
            sum += expf(x[i] - largest);
            lack += largest - x[i];
        }
        leave(costs, x, largest, logf(sum), lack, row, width, smoothing, targets, wide, fault, ticket);
    }
}

// dx = g/rows·(p − s/classes − (1 − s)·[its class is the target]) with p = e^(x − x of the target − own): differences
// of logits, which lose nothing where all are large. 0 where the target is outside.
KERNEL(cross_entropy_gradient)(const float* logits, const void* targets, const float* own, const float* cotangent,
        float* dx, long long rows, long long width, float smoothing, int wide) {
    float share = cotangent[0] / rows;
    float even = smoothing / width;
    bool near = rows * width >> 32 == 0;
    EACH(i, rows * width) {
        // Divisions of 32 bits are several times cheaper than those of 64.
        long long row = near ? (unsigned) i / (unsigned) width : i / width;
        long long target = index_at(targets, wide, row);
        float slope = 0.0f;
        if (target >= 0 && target < width) {
            float p = expf(logits[i] - logits[row * width + target] - own[row]);
            slope = p - even - (i - row * width == target ? 1.0f - smoothing : 0.0f);
        }
        dx[i] = share * slope;
    }
}
