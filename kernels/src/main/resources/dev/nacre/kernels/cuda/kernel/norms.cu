// Softmax, layer and batch normalisation, float32, contiguous.

// y = exp(x − max)/Σ exp(x − max) over each row.
KERNEL(softmax)(const float* input, float* output, long long rows, long long width) {
    EACH_ROW(row, rows) {
        const float* x = input + row * width;
        float largest = row_largest(x, width);
        float sum = row_exponentials(x, width, largest);
        EACH_COLUMN(i, width) {
            output[row * width + i] = expf(x[i] - largest) / sum;
        }
    }
}

// y = x − max − ln Σ exp(x − max) over each row.
KERNEL(log_softmax)(const float* input, float* output, long long rows, long long width) {
    EACH_ROW(row, rows) {
        const float* x = input + row * width;
        float largest = row_largest(x, width);
        float shift = logf(row_exponentials(x, width, largest));
        EACH_COLUMN(i, width) {
            output[row * width + i] = x[i] - largest - shift;
        }
    }
}

// dx = y·(dy − Σ y·dy).
KERNEL(softmax_gradient)(const float* y, const float* dy, float* dx, long long rows, long long width) {
    EACH_ROW(row, rows) {
        float sum = 0.0f;
        EACH_COLUMN(i, width) {
            sum += y[row * width + i] * dy[row * width + i];
        }
        sum = block_sum(sum);
        EACH_COLUMN(i, width) {
            dx[row * width + i] = y[row * width + i] * (dy[row * width + i] - sum);
        }
    }
}

// dx = dy − exp(y)·Σ dy.
KERNEL(log_softmax_gradient)(const float* y, const float* dy, float* dx, long long rows, long long width) {
    EACH_ROW(row, rows) {
        float sum = 0.0f;
        EACH_COLUMN(i, width) {
            sum += dy[row * width + i];
        }
        sum = block_sum(sum);
        EACH_COLUMN(i, width) {
            dx[row * width + i] = dy[row * width + i] - expf(y[row * width + i]) * sum;
        }
    }
}

struct RowStatistics {
    float mean;
    float inverse;
};

// The mean first, then the deviations from it: the mean of squares less the square of the mean cancels.
__device__ __forceinline__ RowStatistics row_statistics(const float* x, long long width, float epsilon) {
    RowStatistics statistics;
    float sum = 0.0f;
    EACH_COLUMN(i, width) {
        sum += x[i];
    }
    statistics.mean = block_sum(sum) / width;
    float squares = 0.0f;
    EACH_COLUMN(i, width) {
        squares += (x[i] - statistics.mean) * (x[i] - statistics.mean);
    }
    statistics.inverse = 1.0f / sqrtf(block_sum(squares) / width + epsilon);
    return statistics;
}

// y = weight·(x − μ)/√(σ² + ε) + bias over each row.
KERNEL(layer_norm)(const float* input, const float* weight, const float* bias, float* output, long long rows,
        long long width, float epsilon) {
    EACH_ROW(row, rows) {
        const float* x = input + row * width;
        RowStatistics statistics = row_statistics(x, width, epsilon);
        EACH_COLUMN(i, width) {
            output[row * width + i] = (x[i] - statistics.mean) * statistics.inverse * weight[i] + bias[i];
        }
    }
}

// dx = (g − mean(g) − x̂·mean(g·x̂))/√(σ² + ε) with g = dy·weight; statistics [rows, 2] are for the weight's gradient.
KERNEL(layer_norm_gradient)(const float* input, const float* weight, const float* cotangent, float* dx,
        float* all_statistics, long long rows, long long width, float epsilon) {
    EACH_ROW(row, rows) {
        const float* x = input + row * width;
        const float* dy = cotangent + row * width;
        RowStatistics statistics = row_statistics(x, width, epsilon);
        float sum = 0.0f;
        float product = 0.0f;
        EACH_COLUMN(i, width) {
            float g = dy[i] * weight[i];
            sum += g;
            product += g * (x[i] - statistics.mean) * statistics.inverse;
        }
        sum = block_sum(sum) / width;
        product = block_sum(product) / width;
        EACH_COLUMN(i, width) {
            float normal = (x[i] - statistics.mean) * statistics.inverse;
            dx[row * width + i] = statistics.inverse * (dy[i] * weight[i] - sum - normal * product);
        }
        if (threadIdx.x == 0) {
            all_statistics[2 * row] = statistics.mean;
            all_statistics[2 * row + 1] = statistics.inverse;
        }
    }
}

// y = weight·(x − μ)/√(σ² + ε) + bias with statistics of the channels.
KERNEL(batch_norm)(const float* x, const float* mean, const float* variance, const float* weight, const float* bias,
        float* y, long long n, long long channels, float epsilon) {
    EACH(i, n) {
        long long c = i % channels;
        y[i] = (x[i] - mean[c]) * (weight[c] / sqrtf(variance[c] + epsilon)) + bias[c];
    }
}

// y = u·σ(u), u what batch_norm gives.
KERNEL(batch_norm_silu)(const float* x, const float* mean, const float* variance, const float* weight,
        const float* bias, float* y, long long n, long long channels, float epsilon) {
    EACH(i, n) {
        long long c = i % channels;
        float u = (x[i] - mean[c]) * (weight[c] / sqrtf(variance[c] + epsilon)) + bias[c];
        y[i] = u * logistic(u);
    }
}

// What reaches batch_norm of the cotangent of batch_norm_silu: du = dy·σ(u)·(1 + u·(1 − σ(u))).
KERNEL(batch_norm_silu_cotangent)(const float* x, const float* mean, const float* variance, const float* weight,
        const float* bias, const float* dy, float* du, long long n, long long channels, float epsilon) {
    EACH(i, n) {
        long long c = i % channels;
        float u = (x[i] - mean[c]) * (weight[c] / sqrtf(variance[c] + epsilon)) + bias[c];
        du[i] = dy[i] * logistic(u) * (1.0f + u * (1.0f - logistic(u)));
    }
}

// dx = weight/√(σ² + ε)·(dy − mean(dy) − x̂·mean(dy·x̂)); sums and products are those over the count of positions.
KERNEL(batch_norm_gradient)(const float* x, const float* dy, const float* mean, const float* variance,
        const float* weight, const float* sums, const float* products, float* dx, long long n, long long channels,
        float count, float epsilon) {
    EACH(i, n) {
        long long c = i % channels;
        float inverse = 1.0f / sqrtf(variance[c] + epsilon);
        float normal = (x[i] - mean[c]) * inverse;
        dx[i] = weight[c] * inverse * (dy[i] - sums[c] / count - normal * products[c] / count);
    }
}
