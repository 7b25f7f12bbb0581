// Random numbers with the bits of the processor's: element i from 64 bits at place i of a key's stream. Philox 4×32
// with 10 rounds (Salmon et al. 2011); logarithm and cosine step by step as Java's StrictMath prescribes them
// (fdlibm), which is why no multiplication may be joined with an addition.

// A number whose sums and products are rounded one by one.
struct Stepwise {
    double v;
};

__device__ __forceinline__ Stepwise operator+(Stepwise a, Stepwise b) {
    return {__dadd_rn(a.v, b.v)};
}

__device__ __forceinline__ Stepwise operator-(Stepwise a, Stepwise b) {
    return {__dadd_rn(a.v, -b.v)};
}

__device__ __forceinline__ Stepwise operator*(Stepwise a, Stepwise b) {
    return {__dmul_rn(a.v, b.v)};
}

__device__ __forceinline__ Stepwise operator/(Stepwise a, Stepwise b) {
    return {__ddiv_rn(a.v, b.v)};
}

__device__ __forceinline__ int high_word(Stepwise x) {
    return __double2hiint(x.v);
}

__device__ __forceinline__ unsigned long long random_bits(unsigned long long key, unsigned long long place) {
    unsigned x0 = (unsigned) (place >> 1);
    unsigned x1 = (unsigned) (place >> 33);
    unsigned x2 = 0;
    unsigned x3 = 0;
    unsigned key0 = (unsigned) key;
    unsigned key1 = (unsigned) (key >> 32);
    for (int round = 0; round < 10; round++) {
        unsigned long long product0 = 0xD2511F53ull * x0;
        unsigned long long product1 = 0xCD9E8D57ull * x2;
        x0 = (unsigned) (product1 >> 32) ^ x1 ^ key0;
        x1 = (unsigned) product1;
        x2 = (unsigned) (product0 >> 32) ^ x3 ^ key1;
        x3 = (unsigned) product0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return place & 1 ? (unsigned long long) x2 << 32 | x3 : (unsigned long long) x0 << 32 | x1;
}

// In [0, 1).
__device__ __forceinline__ Stepwise evenly(unsigned long long bits) {
    return {(double) (bits >> 11) * 0x1p-53};
}

// ln x for a normal x > 0: x = 2^k·(1 + f), s = f/(2 + f), ln(1 + f) = f − f²/2 + s·(f²/2 + R(s²)).
__device__ __forceinline__ Stepwise exact_log(Stepwise x) {
    const Stepwise ln2_high = {6.93147180369123816490e-01};
    const Stepwise ln2_low = {1.90821492927058770002e-10};
    int high = high_word(x);
    int k = (high >> 20) - 1023;
    high &= 0xfffff;
    int carry = (high + 0x95f64) & 0x100000;
    k += carry >> 20;
    Stepwise f = {__hiloint2double(high | (carry ^ 0x3ff00000), __double2loint(x.v)) - 1.0};
    Stepwise dk = {(double) k};
    if ((0xfffff & (2 + high)) < 3) {
        Stepwise r = f * f * (Stepwise {0.5} - Stepwise {0.33333333333333333} * f);
        if (f.v == 0.0) {
            return k == 0 ? Stepwise {0.0} : dk * ln2_high + dk * ln2_low;
        }
        return k == 0 ? f - r : dk * ln2_high - ((r - dk * ln2_low) - f);
    }
    Stepwise s = f / (Stepwise {2.0} + f);
    Stepwise z = s * s;
    Stepwise w = z * z;
    Stepwise even = w * (Stepwise {3.999999999940941908e-01} + w * (Stepwise {2.222219843214978396e-01}
            + w * Stepwise {1.531383769920937332e-01}));
    Stepwise odd = z * (Stepwise {6.666666666666735130e-01} + w * (Stepwise {2.857142874366239149e-01}
            + w * (Stepwise {1.818357216161805012e-01} + w * Stepwise {1.479819860511658591e-01})));
    Stepwise r = odd + even;
    if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
        Stepwise half = Stepwise {0.5} * f * f;
        return k == 0 ? f - (half - s * (half + r)) : dk * ln2_high - ((half - (s * (half + r) + dk * ln2_low)) - f);
    }
    return k == 0 ? f - s * (f - r) : dk * ln2_high - ((s * (f - r) - dk * ln2_low) - f);
}

// cos(x + y) for |x| ≤ π/4 and a small y.
__device__ __forceinline__ Stepwise cosine_near_zero(Stepwise x, Stepwise y) {
    const Stepwise one = {1.0};
    int high = high_word(x) & 0x7fffffff;
    if (high < 0x3e400000) {
        return one;
    }
    Stepwise z = x * x;
    Stepwise r = z * (Stepwise {4.16666666666666019037e-02} + z * (Stepwise {-1.38888888888741095749e-03}
            + z * (Stepwise {2.48015872894767294178e-05} + z * (Stepwise {-2.75573143513906633035e-07}
            + z * (Stepwise {2.08757232129817482790e-09} + z * Stepwise {-1.13596475577881948265e-11})))));
    if (high < 0x3fd33333) {
        return one - (Stepwise {0.5} * z - (z * r - x * y));
    }
    Stepwise part = {high > 0x3fe90000 ? 0.28125 : __hiloint2double(high - 0x200000, 0)};
    Stepwise half = Stepwise {0.5} * z - part;
    return (one - part) - (half - (z * r - x * y));
}

// sin(x + y) for |x| ≤ π/4 and a small y.
__device__ __forceinline__ Stepwise sine_near_zero(Stepwise x, Stepwise y) {
    if ((high_word(x) & 0x7fffffff) < 0x3e400000) {
        return x;
    }
    Stepwise z = x * x;
    Stepwise v = z * x;
    Stepwise r = Stepwise {8.33333333332248946124e-03} + z * (Stepwise {-1.98412698298579493134e-04}
            + z * (Stepwise {2.75573137070700676789e-06} + z * (Stepwise {-2.50507602534068634195e-08}
            + z * Stepwise {1.58969099521155010221e-10})));
    return x - ((z * (Stepwise {0.5} * y - v * r) - y) - v * Stepwise {-1.66666666666666324348e-01});
}

// cos x for 0 ≤ x ≤ 2π: x less a multiple of π/2, which is known in parts of 33 bits, as the sum of two numbers.
__device__ __forceinline__ Stepwise exact_cosine(Stepwise x) {
    const Stepwise part1 = {1.57079632673412561417e+00};
    const Stepwise rest1 = {6.07710050650619224932e-11};
    const Stepwise part2 = {6.07710050630396597660e-11};
    const Stepwise rest2 = {2.02226624879595063154e-21};
    const Stepwise part3 = {2.02226624871116645580e-21};
    const Stepwise rest3 = {8.47842766036889956997e-32};
    int high = high_word(x);
    if (high <= 0x3fe921fb) {
        return cosine_near_zero(x, Stepwise {0.0});
    }
    int n = 1;
    Stepwise near;
    Stepwise low;
    if (high < 0x4002d97c) {
        Stepwise r = x - part1;
        bool close = high == 0x3ff921fb;
        r = close ? r - part2 : r;
        near = r - (close ? rest2 : rest1);
        low = (r - near) - (close ? rest2 : rest1);
    } else {
        n = (int) (x * Stepwise {6.36619772367581382433e-01} + Stepwise {0.5}).v;
        Stepwise turns = {(double) n};
        Stepwise r = x - turns * part1;
        Stepwise w = turns * rest1;
        near = r - w;
        bool close = high == 0x400921fb || high == 0x4012d97c || high == 0x401921fb;
        if (close && (high >> 20) - (high_word(near) >> 20 & 0x7ff) > 16) {
            Stepwise before = r;
            w = turns * part2;
            r = before - w;
            w = turns * rest2 - ((before - r) - w);
            near = r - w;
            if ((high >> 20) - (high_word(near) >> 20 & 0x7ff) > 49) {
                before = r;
                w = turns * part3;
                r = before - w;
                w = turns * rest3 - ((before - r) - w);
                near = r - w;
            }
        }
        low = (r - near) - w;
    }
    Stepwise y = n & 1 ? sine_near_zero(near, low) : cosine_near_zero(near, low);
    return (n & 3) == 1 || (n & 3) == 2 ? Stepwise {-y.v} : y;
}

// Box and Muller's transform of two halves.
__device__ __forceinline__ Stepwise normally(unsigned long long bits, double mean, double deviation) {
    Stepwise radius = {__dsqrt_rn(-2.0 * exact_log({((double) (bits >> 32) + 0.5) * 0x1p-32}).v)};
    Stepwise angle = Stepwise {6.283185307179586476925286766559} * Stepwise {(double) (bits & 0xffffffffull) * 0x1p-32};
    return Stepwise {mean} + Stepwise {deviation} * radius * exact_cosine(angle);
}

KERNEL(random_uniform)(float* y, long long n, unsigned long long key, double low, double width) {
    EACH(i, n) {
        y[i] = (float) (Stepwise {low} + Stepwise {width} * evenly(random_bits(key, i))).v;
    }
}

KERNEL(random_mask)(float* y, long long n, unsigned long long key, double probability) {
    EACH(i, n) {
        y[i] = evenly(random_bits(key, i)).v < probability ? 1.0f : 0.0f;
    }
}

KERNEL(random_normal)(float* y, long long n, unsigned long long key, double mean, double deviation) {
    EACH(i, n) {
        y[i] = (float) normally(random_bits(key, i), mean, deviation).v;
    }
}

// Drawn again, from a stream whose key are the bits, until it lies inside; NaN where that is hopeless.
KERNEL(random_truncated)(float* y, long long n, unsigned long long key, double mean, double deviation, double low,
        double high) {
    EACH(i, n) {
        unsigned long long bits = random_bits(key, i);
        float result = bits_to_float(0x7fc00000u);
        for (int attempt = 0; attempt < 1000; attempt++) {
            double value = normally(bits, mean, deviation).v;
            if (value >= low && value <= high) {
                result = (float) value;
                break;
            }
            bits = random_bits(bits, attempt);
        }
        y[i] = result;
    }
}

// For each pixel of pictures two numbers in [-1, 1) from the same bits, each picture by a key of its own: all of the
// first, then all of the second.
KERNEL(displacement_noise)(const unsigned long long* keys, float* y, long long n, long long pixels) {
    EACH(i, n) {
        unsigned long long bits = random_bits(keys[i / pixels], i % pixels);
        y[i] = (float) (bits >> 40) * 0x1p-23f - 1.0f;
        y[n + i] = (float) (bits >> 8 & 0xffffffull) * 0x1p-23f - 1.0f;
    }
}
