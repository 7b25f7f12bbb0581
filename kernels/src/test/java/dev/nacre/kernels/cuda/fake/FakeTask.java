package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.Region;
import java.util.List;

/** Work that waits for its turn. */
record FakeTask(String name, List<Region> regions, Runnable work) {
}
