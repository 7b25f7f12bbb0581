// What happens to pictures before a network sees them: where their pixels come from, and how levels are scaled. Each sum
// and product is rounded by itself, so that the results have the processor's bits. Pictures lie [batch, height, width].

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
