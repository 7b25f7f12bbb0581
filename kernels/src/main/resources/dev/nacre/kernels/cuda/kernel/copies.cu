// Copies into row-major order, choices, comparisons and conversions between types.

typedef unsigned char bits8;

#define COPY(bytes, type) \
    KERNEL(copy##bytes)(const type* input, type* output, long long n, Nest nest) { \
        EACH(i, n) { \
            output[i] = input[places(nest, i).a]; \
        } \
    }

COPY(1, bits8)
COPY(2, bits16)
COPY(4, unsigned)
COPY(8, unsigned long long)

// Copies into a part of a larger tensor: the second place is where it goes.
#define PLACE(bytes, type) \
    KERNEL(place##bytes)(const type* input, type* output, long long n, Nest nest) { \
        EACH(i, n) { \
            Places at = places(nest, i); \
            output[at.b] = input[at.a]; \
        } \
    }

PLACE(1, bits8)
PLACE(2, bits16)
PLACE(4, unsigned)
PLACE(8, unsigned long long)

// y = condition ? a : b.
#define WHERE(bytes, type) \
    KERNEL(where##bytes)(const bits8* condition, const type* left, const type* right, type* output, long long n, \
            Nest nest) { \
        EACH(i, n) { \
            Places at = places(nest, i); \
            output[i] = condition[at.a] ? left[at.b] : right[at.c]; \
        } \
    }

WHERE(1, bits8)
WHERE(2, bits16)
WHERE(4, unsigned)
WHERE(8, unsigned long long)

#define COMPARE(name, suffix, type, relation) \
    KERNEL(name##_##suffix)(const type* left, const type* right, bits8* output, long long n, Nest nest) { \
        EACH(i, n) { \
            Places at = places(nest, i); \
            output[i] = left[at.a] relation right[at.b] ? 1 : 0; \
        } \
    }

#define COMPARISONS(suffix, type) \
    COMPARE(equal, suffix, type, ==) \
    COMPARE(not_equal, suffix, type, !=) \
    COMPARE(less, suffix, type, <) \
    COMPARE(less_equal, suffix, type, <=)

COMPARISONS(float32, float)
COMPARISONS(int64, long long)
COMPARISONS(int32, int)

// Towards zero; what is no number becomes 0.
__device__ __forceinline__ long long truncated(float x) {
    return x != x ? 0 : (long long) x;
}

#define CAST(from, to, input_type, output_type, expression) \
    KERNEL(cast_##from##_##to)(const input_type* input, output_type* output, long long n, Nest nest) { \
        EACH(i, n) { \
            input_type x = input[places(nest, i).a]; \
            output[i] = expression; \
        } \
    }

CAST(float32, bfloat16, float, bits16, to_bfloat16(x))
CAST(float32, float16, float, bits16, to_float16(x))
CAST(float32, float64, float, double, (double) x)
CAST(float32, int64, float, long long, truncated(x))
CAST(float32, int32, float, int, (int) truncated(x))
CAST(float32, uint8, float, bits8, (bits8) truncated(x))
CAST(float32, bool, float, bits8, x != 0.0f)
CAST(bfloat16, float32, bits16, float, from_bfloat16(x))
CAST(float16, float32, bits16, float, from_float16(x))
CAST(float64, float32, double, float, (float) x)
CAST(int64, float32, long long, float, (float) x)
CAST(int32, float32, int, float, (float) x)
CAST(uint8, float32, bits8, float, (float) x)
CAST(bool, float32, bits8, float, x ? 1.0f : 0.0f)
CAST(int32, int64, int, long long, (long long) x)
CAST(int64, int32, long long, int, (int) x)
