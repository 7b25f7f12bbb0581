// Functions of two whole numbers and truth values, element by element; comparisons and conversions that no other file
// has.

#define INTEGER_MAP(name, suffix, type, result, expression) \
    KERNEL(name##_##suffix)(const type* left, const type* right, type* output, long long n, Nest nest) { \
        EACH(i, n) { \
            Places at = places(nest, i); \
            result a = left[at.a]; \
            result b = right[at.b]; \
            output[i] = (type) (expression); \
        } \
    }

// Without a sign, so that what is too large wraps.
#define INTEGER_MAPS(suffix, type, wrapping) \
    INTEGER_MAP(add, suffix, type, wrapping, a + b) \
    INTEGER_MAP(sub, suffix, type, wrapping, a - b) \
    INTEGER_MAP(mul, suffix, type, wrapping, a * b) \
    INTEGER_MAP(maximum, suffix, type, type, a > b ? a : b) \
    INTEGER_MAP(minimum, suffix, type, type, a < b ? a : b)

INTEGER_MAPS(int64, long long, unsigned long long)
INTEGER_MAPS(int32, int, unsigned)
INTEGER_MAPS(uint8, unsigned char, unsigned)

INTEGER_MAP(add, bool, unsigned char, unsigned, (a | b) != 0)
INTEGER_MAP(sub, bool, unsigned char, unsigned, (a != 0) != (b != 0))
INTEGER_MAP(mul, bool, unsigned char, unsigned, a != 0 && b != 0)
INTEGER_MAP(maximum, bool, unsigned char, unsigned, (a | b) != 0)
INTEGER_MAP(minimum, bool, unsigned char, unsigned, a != 0 && b != 0)

#define OTHER_COMPARISON(name, suffix, type, relation) \
    KERNEL(name##_##suffix)(const type* left, const type* right, unsigned char* output, long long n, Nest nest) { \
        EACH(i, n) { \
            Places at = places(nest, i); \
            output[i] = left[at.a] relation right[at.b] ? 1 : 0; \
        } \
    }

#define OTHER_COMPARISONS(suffix, type) \
    OTHER_COMPARISON(equal, suffix, type, ==) \
    OTHER_COMPARISON(not_equal, suffix, type, !=) \
    OTHER_COMPARISON(less, suffix, type, <) \
    OTHER_COMPARISON(less_equal, suffix, type, <=)

OTHER_COMPARISONS(uint8, unsigned char)
OTHER_COMPARISONS(bool, unsigned char)
OTHER_COMPARISONS(float64, double)

#define OTHER_CAST(from, to, input_type, output_type, expression) \
    KERNEL(cast_##from##_##to)(const input_type* input, output_type* output, long long n, Nest nest) { \
        EACH(i, n) { \
            input_type x = input[places(nest, i).a]; \
            output[i] = expression; \
        } \
    }

// Narrower whole numbers keep the low bits.
OTHER_CAST(int64, uint8, long long, unsigned char, (unsigned char) x)
OTHER_CAST(int64, bool, long long, unsigned char, x != 0)
OTHER_CAST(int32, uint8, int, unsigned char, (unsigned char) x)
OTHER_CAST(int32, bool, int, unsigned char, x != 0)
OTHER_CAST(uint8, int64, unsigned char, long long, (long long) x)
OTHER_CAST(uint8, int32, unsigned char, int, (int) x)
OTHER_CAST(uint8, bool, unsigned char, unsigned char, x != 0)
OTHER_CAST(bool, int64, unsigned char, long long, x ? 1ll : 0ll)
OTHER_CAST(bool, int32, unsigned char, int, x ? 1 : 0)
OTHER_CAST(bool, uint8, unsigned char, unsigned char, x ? 1 : 0)

// Towards zero; what is no number becomes 0, and what is too large the largest.
__device__ __forceinline__ long long whole(double x) {
    return x != x ? 0 : x >= 9223372036854775808.0 ? 0x7fffffffffffffffll
            : x <= -9223372036854775808.0 ? -0x7fffffffffffffffll - 1 : (long long) x;
}

OTHER_CAST(float64, int64, double, long long, whole(x))
OTHER_CAST(float64, int32, double, int, (int) whole(x))
OTHER_CAST(float64, uint8, double, unsigned char, (unsigned char) whole(x))
OTHER_CAST(float64, bool, double, unsigned char, x != 0.0)
OTHER_CAST(int64, float64, long long, double, (double) x)
OTHER_CAST(int32, float64, int, double, (double) x)
OTHER_CAST(uint8, float64, unsigned char, double, (double) x)
OTHER_CAST(bool, float64, unsigned char, double, x ? 1.0 : 0.0)
