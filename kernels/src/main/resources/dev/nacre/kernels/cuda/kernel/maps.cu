// Functions of one and of two numbers, element by element, float32. Inputs may lie in any way, results are contiguous.

// y = f(x); p and q are the constants of f, where it has some.
#define UNARY(name, expression) \
    KERNEL(name)(const float* input, float* output, long long n, Nest nest, float p, float q) { \
        EACH(i, n) { \
            float x = input[places(nest, i).a]; \
            output[i] = expression; \
        } \
    }

// dx = f'(x)·dy, or in terms of y = f(x) where that is simpler: the first input is then y.
#define GRADIENT(name, expression) \
    KERNEL(name##_gradient)(const float* input, const float* cotangent, float* output, long long n, Nest nest, \
            float p, float q) { \
        EACH(i, n) { \
            Places at = places(nest, i); \
            float x = input[at.a]; \
            output[i] = (expression) * cotangent[at.b]; \
        } \
    }

#define BINARY(name, expression) \
    KERNEL(name)(const float* left, const float* right, float* output, long long n, Nest nest) { \
        EACH(i, n) { \
            Places at = places(nest, i); \
            float a = left[at.a]; \
            float b = right[at.b]; \
            output[i] = expression; \
        } \
    }

// The tanh of the approximation to gelu, and the slope of its argument: √(2/π)·(x + 0.044715·x³).
__device__ __forceinline__ float gelu_tangent(float x) {
    return tanhf(0.7978845608f * (x + 0.044715f * x * x * x));
}

__device__ __forceinline__ float gelu_slope(float x) {
    return 0.7978845608f * (1.0f + 3.0f * 0.044715f * x * x);
}

UNARY(neg, -x)
UNARY(abs, fabsf(x))
UNARY(exp, expf(x))
UNARY(log, logf(x))
UNARY(sqrt, sqrtf(x))
UNARY(rsqrt, 1.0f / sqrtf(x))
UNARY(square, x * x)
UNARY(tanh, tanhf(x))
UNARY(sigmoid, logistic(x))
UNARY(relu, larger(x, 0.0f))
UNARY(silu, x * logistic(x))
UNARY(gelu, 0.5f * x * erfcf(-0.7071067812f * x))
UNARY(gelu_tanh, 0.5f * x * (1.0f + gelu_tangent(x)))
UNARY(softplus, fmaxf(x, 0.0f) + log1pf(expf(-fabsf(x))))
UNARY(erf, erff(x))
UNARY(sin, sinf(x))
UNARY(cos, cosf(x))
UNARY(clamp, smaller(larger(x, p), q))
UNARY(pow, powf(x, p))
UNARY(affine, p * x + q)

GRADIENT(neg, -1.0f)
GRADIENT(abs, x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x)
GRADIENT(exp, x)
GRADIENT(log, 1.0f / x)
GRADIENT(sqrt, 0.5f / x)
GRADIENT(rsqrt, -0.5f * x * x * x)
GRADIENT(square, 2.0f * x)
GRADIENT(tanh, 1.0f - x * x)
GRADIENT(sigmoid, x * (1.0f - x))
GRADIENT(relu, x > 0.0f ? 1.0f : 0.0f)
GRADIENT(silu, logistic(x) * (1.0f + x * (1.0f - logistic(x))))
GRADIENT(gelu, 0.5f * erfcf(-0.7071067812f * x) + x * expf(-0.5f * x * x) * 0.3989422804f)
GRADIENT(gelu_tanh, 0.5f * (1.0f + gelu_tangent(x))
        + 0.5f * x * (1.0f - gelu_tangent(x) * gelu_tangent(x)) * gelu_slope(x))
GRADIENT(softplus, logistic(x))
GRADIENT(erf, 1.128379167f * expf(-x * x))
GRADIENT(sin, cosf(x))
GRADIENT(cos, -sinf(x))
GRADIENT(clamp, x >= p && x <= q ? 1.0f : 0.0f)
GRADIENT(pow, p * powf(x, p - 1.0f))
GRADIENT(affine, p)

BINARY(add, a + b)
BINARY(sub, a - b)
BINARY(mul, a * b)
BINARY(div, a / b)
BINARY(maximum, larger(a, b))
BINARY(minimum, smaller(a, b))

// y = x·scale + shift with one factor and one term for each channel.
KERNEL(scale_shift)(const float* x, const float* scale, const float* shift, float* y, long long n,
        long long channels) {
    EACH(i, n) {
        long long c = i % channels;
        y[i] = x[i] * scale[c] + shift[c];
    }
}
