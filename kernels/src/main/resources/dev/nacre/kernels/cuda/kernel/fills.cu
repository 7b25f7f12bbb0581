// Constants: what would otherwise have to come from the host, and so could not be captured.

#define FILL(bytes, type) \
    KERNEL(fill##bytes)(type* output, long long n, type value) { \
        EACH(i, n) { \
            output[i] = value; \
        } \
    }

FILL(1, unsigned char)
FILL(2, bits16)
FILL(4, unsigned)
FILL(8, unsigned long long)

// 0, 1, 2, …
KERNEL(count)(int* output, long long n) {
    EACH(i, n) {
        output[i] = (int) i;
    }
}
