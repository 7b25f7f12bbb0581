package dev.nacre.kernels.cpu.block;

import dev.nacre.kernels.cpu.Workers;

/**
 * How the work of a depthwise convolution is cut over threads: by picture and block of channels, which share nothing,
 * and, where these do not divide evenly, by rows as well, which compute some rows above and below twice. Results do not
 * depend on the cut: sums are taken by slices of rows.
 */
record DepthwiseItems(DepthwiseShape shape, Slices slices, int block) {
    /** One piece: slices of output rows of a picture, for some channels. */
    record Item(int picture, int channel, int channels, int firstSlice, int endSlice) { }

    interface Body {
        void run(Item item);
    }

    void run(Workers workers, Body body) {
        int blocks = Math.ceilDiv(shape.wide(), block);
        int separate = blocks * shape.pictures();
        int threads = workers.threads();
        boolean even = separate % threads == 0 || separate >= 4 * threads;
        int rowParts = even ? 1 : Math.min(threads, slices.count());
        workers.parts(separate * rowParts, part -> {
            int rowPart = part % rowParts;
            int channel = part / rowParts % blocks * block;
            body.run(new Item(part / rowParts / blocks, channel, Math.min(block, shape.wide() - channel),
                    slices.count() * rowPart / rowParts, slices.count() * (rowPart + 1) / rowParts));
        });
    }
}
