package dev.nacre.kernels.cpu;

/**
 * The sizes of a convolution: input {@code [batch, height, width, channels]}, weights
 * {@code [kernelHeight, kernelWidth, channels / groups, outChannels]}, output {@code [batch, outHeight, outWidth,
 * outChannels]}.
 *
 * @param padTop  rows of zeros above the picture; those below follow from {@code outHeight}
 * @param padLeft columns of zeros left of the picture
 */
record Conv2dShape(int batch, int height, int width, int channels, int kernelHeight, int kernelWidth, int outHeight,
                   int outWidth, int outChannels, int strideHeight, int strideWidth, int padTop, int padLeft,
                   int dilationHeight, int dilationWidth, int groups) {
    int groupChannels() {
        return channels / groups;
    }

    int groupOutChannels() {
        return outChannels / groups;
    }

    /** Whether every channel is convolved alone. */
    boolean isDepthwise() {
        return groups == channels && groups == outChannels && groups > 1;
    }

    /** Whether it is a matrix product over the pixels as they lie. */
    boolean isPointwise() {
        return kernelHeight == 1 && kernelWidth == 1 && strideHeight == 1 && strideWidth == 1 && padTop == 0
                && padLeft == 0 && outHeight == height && outWidth == width;
    }

    long outPixels() {
        return (long) batch * outHeight * outWidth;
    }

    long inPixels() {
        return (long) batch * height * width;
    }
}
