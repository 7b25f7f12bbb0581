// What happens to pictures before a network sees them: where their pixels come from, and how levels are scaled. Each
// sum and product is rounded by itself, so that the results have the processor's bits. Pictures lie [batch, height,
// width].

struct PictureSpot {
    long long picture;
    int row;
    int column;
};

// Where element i of pictures of that size lies. Divisions of 32 bits are several times cheaper than those of 64.
template <typename Index>
__device__ __forceinline__ PictureSpot picture_divided(Index i, Index height, Index width) {
    Index line = i / width;
    Index picture = line / height;
    PictureSpot spot = {(long long) picture, (int) (line - picture * height), (int) (i - line * width)};
    return spot;
}

__device__ __forceinline__ PictureSpot picture_spot(long long i, int height, int width) {
    return i >> 32 == 0 ? picture_divided<unsigned>((unsigned) i, (unsigned) height, (unsigned) width)
            : picture_divided<unsigned long long>((unsigned long long) i, (unsigned long long) height,
                    (unsigned long long) width);
}

// One picture, and what lies beyond its border: a level, or its mirror image.
struct PictureSource {
    const float* levels;
    int height;
    int width;
    float beyond;
    int mirrored;
};

// The position that a mirror at both outer ones shows: d c b | a b c d | c b a.
__device__ __forceinline__ int picture_reflected(int position, int size) {
    if (size == 1) {
        return 0;
    }
    // Positions reach a thousand million on either side, so that twice a size may not fit into 32 bits.
    long long period = 2ll * size - 2;
    long long within = position % period;
    if (within < 0) {
        within += period;
    }
    return (int) (within < size ? within : period - within);
}

__device__ __forceinline__ float picture_level(const PictureSource& source, int row, int column) {
    if (source.mirrored) {
        return source.levels[(long long) picture_reflected(row, source.height) * source.width
                + picture_reflected(column, source.width)];
    }
    bool inside = row >= 0 && row < source.height && column >= 0 && column < source.width;
    return inside ? source.levels[(long long) row * source.width + column] : source.beyond;
}

__device__ __forceinline__ float picture_mixed(float part, float first, float second) {
    return __fadd_rn(__fmul_rn(__fsub_rn(1.0f, part), first), __fmul_rn(part, second));
}

// The level between four pixels, for x right of and y below the picture's corner.
__device__ __forceinline__ float picture_between(const PictureSource& source, double x, double y) {
    double left = __dadd_rn(x, -0.5);
    double top = __dadd_rn(y, -0.5);
    if (!(fabs(left) < 1e9 && fabs(top) < 1e9)) {
        return source.mirrored ? source.levels[0] : source.beyond;
    }
    int column = (int) floor(left);
    int row = (int) floor(top);
    float right = (float) __dadd_rn(left, -(double) column);
    float below = (float) __dadd_rn(top, -(double) row);
    float corners[4];
    if (row >= 0 && row < source.height - 1 && column >= 0 && column < source.width - 1) {
        const float* near = source.levels + (long long) row * source.width + column;
        corners[0] = near[0];
        corners[1] = near[1];
        corners[2] = near[source.width];
        corners[3] = near[source.width + 1];
    } else {
        corners[0] = picture_level(source, row, column);
        corners[1] = picture_level(source, row, column + 1);
        corners[2] = picture_level(source, row + 1, column);
        corners[3] = picture_level(source, row + 1, column + 1);
    }
    return picture_mixed(below, picture_mixed(right, corners[0], corners[1]),
            picture_mixed(right, corners[2], corners[3]));
}

// Each picture moved by a map of its own: xx, xy, x0, yx, yy, y0 from the result to the source.
KERNEL(affine_sample)(const float* x, const double* maps, const float* beyond, float* y, long long n, int height,
        int width, int new_height, int new_width, int mirrored) {
    EACH(i, n) {
        PictureSpot spot = picture_spot(i, new_height, new_width);
        PictureSource source = {x + spot.picture * height * width, height, width, beyond[spot.picture], mirrored};
        const double* map = maps + spot.picture * 6;
        double column = spot.column + 0.5;
        double row = spot.row + 0.5;
        double from_left = __dadd_rn(__dmul_rn(map[0], column), __dadd_rn(__dmul_rn(map[1], row), map[2]));
        double from_top = __dadd_rn(__dmul_rn(map[3], column), __dadd_rn(__dmul_rn(map[4], row), map[5]));
        y[i] = picture_between(source, from_left, from_top);
    }
}

// ((x − low)/(high − low) − mean)/deviation, with a range for each picture.
KERNEL(rescale_levels)(const float* x, const float* ranges, float* y, long long n, long long pixels, double mean,
        double deviation) {
    EACH(i, n) {
        const float* range = ranges + (i >> 32 == 0 && pixels >> 32 == 0 ? (unsigned) i / (unsigned) pixels
                : i / pixels) * 2;
        float unit = __fdiv_rn(__fsub_rn(x[i], range[0]), __fsub_rn(range[1], range[0]));
        y[i] = (float) __ddiv_rn(__dadd_rn((double) unit, -mean), deviation);
    }
}

// Levels along curves of numbers − 2 steps, one for each picture; where a curve starts with NaN they stay.
KERNEL(bend_levels)(const float* x, const float* ranges, const double* curves, float* y, long long n, long long pixels,
        int numbers) {
    EACH(i, n) {
        long long picture = i >> 32 == 0 && pixels >> 32 == 0 ? (unsigned) i / (unsigned) pixels : i / pixels;
        float level = x[i];
        float low = ranges[picture * 2];
        float range = __fsub_rn(ranges[picture * 2 + 1], low);
        const double* curve = curves + picture * numbers;
        if (!(range > 0.0f) || curve[0] != curve[0] || level != level) {
            y[i] = level;
        } else {
            float place = __fmul_rn(__fdiv_rn(__fsub_rn(level, low), range), (float) (numbers - 2));
            place = fminf(fmaxf(place, 0.0f), (float) (numbers - 2));
            int below = (int) place;
            float start = (float) __dadd_rn((double) low, __dmul_rn((double) range, curve[below]));
            float end = (float) __dadd_rn((double) low, __dmul_rn((double) range, curve[below + 1]));
            y[i] = __fadd_rn(start, __fmul_rn(__fsub_rn(place, (float) below), __fsub_rn(end, start)));
        }
    }
}

// The position that a mirror shows which repeats the outer ones: b a | a b c | c b.
__device__ __forceinline__ int picture_repeated(int position, int size) {
    if (position >= 0 && position < size) {
        return position;
    }
    long long within = position % (2ll * size);
    if (within < 0) {
        within += 2ll * size;
    }
    return (int) (within < size ? within : 2ll * size - 1 - within);
}

// Weighted sums along rows or columns, from the middle outwards, both sides of a weight at once.
KERNEL(gaussian_smooth)(const float* x, const float* weights, float* y, long long n, int height, int width, int taps,
        int columns) {
    EACH(i, n) {
        PictureSpot spot = picture_spot(i, height, width);
        int place = columns ? spot.row : spot.column;
        int size = columns ? height : width;
        long long stride = columns ? width : 1;
        const float* line = x + (i - place * stride);
        float sum = 0.0f;
        for (int tap = 0; tap < taps; tap++) {
            float both = __fadd_rn(line[picture_repeated(place - tap, size) * stride],
                    line[picture_repeated(place + tap, size) * stride]);
            sum = __fadd_rn(sum, __fmul_rn(weights[tap], both));
        }
        y[i] = sum;
    }
}

// Mirrored pictures, each pixel from a place of its own: distances across, n of them, then down.
KERNEL(displaced_sample)(const float* x, const float* distances, const double* strengths, float* y, long long n,
        int height, int width) {
    EACH(i, n) {
        PictureSpot spot = picture_spot(i, height, width);
        PictureSource source = {x + spot.picture * height * width, height, width, 0.0f, 1};
        double strength = strengths[spot.picture];
        y[i] = picture_between(source, __dadd_rn(spot.column + 0.5, __dmul_rn(strength, (double) distances[i])),
                __dadd_rn(spot.row + 0.5, __dmul_rn(strength, (double) distances[n + i])));
    }
}

// A level of one byte or of two, the lower first.
__device__ __forceinline__ float picture_stored(const unsigned char* levels, long long at, int bytes) {
    return bytes == 1 ? (float) levels[at] : (float) (levels[2 * at] | levels[2 * at + 1] << 8);
}

__device__ __forceinline__ int picture_within(int position, int size) {
    return position < 0 ? 0 : position < size ? position : size - 1;
}

// The first half of a resize: each stored row, as weighted sums of its levels.
KERNEL(resize_rows)(const unsigned char* x, const int* starts, const float* weights, float* y, long long n, int width,
        int new_width, int terms, int bytes) {
    EACH(i, n) {
        long long row = i >> 32 == 0 ? (unsigned) i / (unsigned) new_width : i / new_width;
        int column = (int) (i - row * new_width);
        int start = starts[column];
        const float* own = weights + (long long) column * terms;
        float sum = 0.0f;
        for (int term = 0; term < terms; term++) {
            float level = picture_stored(x, row * width + picture_within(start + term, width), bytes);
            sum = __fadd_rn(sum, __fmul_rn(own[term], level));
        }
        y[i] = sum;
    }
}

// The second half: weighted sums of such rows, held between 0 and the highest level, and rounded where levels are whole.
KERNEL(resize_columns)(const float* x, const int* starts, const float* weights, float* y, long long n, int height,
        int new_width, int terms, float highest, int whole) {
    EACH(i, n) {
        long long row = i >> 32 == 0 ? (unsigned) i / (unsigned) new_width : i / new_width;
        int column = (int) (i - row * new_width);
        int start = starts[row];
        const float* own = weights + row * terms;
        float sum = 0.0f;
        for (int term = 0; term < terms; term++) {
            float level = x[(long long) picture_within(start + term, height) * new_width + column];
            sum = __fadd_rn(sum, __fmul_rn(own[term], level));
        }
        float held = sum > 0.0f ? fminf(sum, highest) : 0.0f;
        y[i] = whole ? rintf(held) : held;
    }
}
