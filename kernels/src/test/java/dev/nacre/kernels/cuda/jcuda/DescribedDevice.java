package dev.nacre.kernels.cuda.jcuda;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Plans for an H200 that is only described: no GPU is needed for that. By numbers of cuDNN 9.8 and newer. */
final class DescribedDevice implements GraphTarget {
    private static final int DEVICE = 38;
    private static final int DEVICE_JSON = 2702;
    private static final int TEXT = 24;
    private static final int DEVICE_OF_SEARCH = 204;
    private static final int DEVICE_OF_PLAN = 407;

    private final GraphDescriptor device;

    DescribedDevice() throws IOException {
        try (InputStream in = DescribedDevice.class.getResourceAsStream("h200.json")) {
            byte[] json = in.readAllBytes();
            device = GraphDescriptor.of(DEVICE).text(DEVICE_JSON, TEXT, Arrays.copyOf(json, json.length + 1))
                    .finish("H200");
        }
    }

    @Override
    public void tellSearch(GraphDescriptor search) {
        search.part(DEVICE_OF_SEARCH, device);
    }

    @Override
    public void tellPlan(GraphDescriptor plan) {
        plan.part(DEVICE_OF_PLAN, device);
    }
}
