package dev.nacre.kernels.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.ModulePath;
import dev.nacre.kernels.cuda.fake.Arithmetic;
import dev.nacre.kernels.cuda.fake.FakeDriver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CudaDevicePoolTest {
    private static final long MIB = 1L << 20;

    private final FakeDriver driver = new FakeDriver(256 * MIB, Arithmetic.NONE);
    private final DevicePool pool = new DevicePool(driver, 256 * MIB, () -> 0);

    @Test
    void blocksAreAlignedAndLieApart() {
        List<DeviceBlock> blocks = new ArrayList<>();
        for (long bytes : new long[] {0, 1, 255, 256, 257, 100_000}) {
            blocks.add(pool.take(bytes));
        }
        Map<Long, Long> ends = new HashMap<>();
        for (DeviceBlock block : blocks) {
            assertThat(block.address() % DevicePool.ALIGNMENT).isZero();
            ends.forEach((start, end) -> assertThat(block.address() >= end || block.address() + block.bytes() <= start)
                    .isTrue());
            ends.put(block.address(), block.address() + Math.max(1, block.bytes()));
        }
        assertThat(pool.statistics().fromDriver()).isOne();
        assertThat(pool.statistics().blocks()).isEqualTo(6);
    }

    @Test
    void whatGoesBackGrowsTogetherAgain() {
        List<DeviceBlock> blocks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            blocks.add(pool.take(MIB));
        }
        for (int i : new int[] {3, 1, 2, 0, 9, 5, 7, 6, 8, 4}) {
            blocks.get(i).giveBack();
        }
        assertThat(pool.statistics().largestIdle()).isEqualTo(64 * MIB);
        assertThat(pool.statistics().inUse()).isZero();
        assertThat(pool.statistics().peak()).isEqualTo(10 * MIB);
    }

    /** The stand-in refuses work that touches anything but what its driver gave. */
    @Test
    void withoutCuttingEachBlockIsWhatTheDriverGave() {
        System.setProperty(DevicePool.PROPERTY, "false");
        CudaDriver.Stream stream = driver.createStream();
        DevicePool uncut;
        try {
            uncut = new DevicePool(driver, 256 * MIB, () -> 0);
        } finally {
            System.clearProperty(DevicePool.PROPERTY);
        }
        List<DeviceBlock> blocks = new ArrayList<>();
        for (long bytes : new long[] {0, 1, 255, 257, 100_001}) {
            blocks.add(uncut.take(bytes));
            driver.clear(blocks.getLast().address(), Math.max(1, bytes), stream);
            assertThatThrownBy(() -> driver.clear(blocks.getLast().address(), bytes + 2, stream))
                    .isInstanceOf(AssertionError.class).hasMessageContaining("which is no memory of the device");
        }
        long address = blocks.getFirst().address();
        blocks.forEach(DeviceBlock::giveBack);
        assertThat(uncut.statistics().fromDriver()).isEqualTo(5);
        assertThat(uncut.statistics().reserved()).isZero();
        assertThatThrownBy(() -> driver.clear(address, 1, stream)).isInstanceOf(AssertionError.class);
    }

    /** A model of what may overlap, over many random requests. */
    @Test
    void neverGivesTheSameMemoryToTwo() {
        SplittableRandom random = new SplittableRandom(5);
        List<DeviceBlock> held = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            if (held.size() > 40 || !held.isEmpty() && random.nextInt(3) == 0) {
                held.remove(random.nextInt(held.size())).giveBack();
            } else {
                DeviceBlock fresh = pool.take(random.nextLong(2 * MIB));
                assertThat(held).noneMatch(other -> fresh.address() < other.address() + other.bytes()
                        && other.address() < fresh.address() + fresh.bytes());
                held.add(fresh);
            }
        }
        held.forEach(DeviceBlock::giveBack);
        pool.trim();
        assertThat(pool.statistics().reserved()).isZero();
        assertThat(driver.leaks()).isZero();
    }

    @Test
    void usedUpMemoryNamesHowMuchAndWhoAndLeavesTheDeviceUsable() {
        DeviceBlock large = ModulePath.within("image_encoder", () -> pool.take(150 * MIB));
        DeviceBlock small = pool.take(40 * MIB);
        assertThatThrownBy(() -> pool.take(100 * MIB)).isInstanceOf(DeviceMemoryException.class)
                .hasMessageContaining("100 MiB asked for").hasMessageContaining("190 MiB in use")
                .hasMessageContaining("1 × 150 MiB in image_encoder; 1 × 40 MiB outside any module");
        large.giveBack();
        DeviceBlock afterwards = pool.take(100 * MIB);
        afterwards.giveBack();
        small.giveBack();
        pool.trim();
        assertThat(driver.leaks()).isZero();
    }

    @Test
    void idleSegmentsGoBackToTheDriverBeforeAnybodyIsRefused() {
        pool.take(130 * MIB).giveBack();
        DeviceBlock other = pool.take(200 * MIB);
        assertThat(pool.statistics().reserved()).isEqualTo(200 * MIB);
        other.giveBack();
    }

    @Test
    void aBudgetBelowTheDevicesMemoryHolds() {
        DevicePool small = new DevicePool(driver, 70 * MIB, () -> 0);
        DeviceBlock block = small.take(60 * MIB);
        assertThatThrownBy(() -> small.take(20 * MIB)).isInstanceOf(DeviceMemoryException.class);
        block.giveBack();
    }

    @Test
    void givenBackMemoryIsNeitherReadNorGivenBackAgain() {
        DeviceBlock block = pool.take(1000);
        block.giveBack();
        assertThatThrownBy(block::address).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("given back").hasMessageContaining("1000 B");
        assertThatThrownBy(block::giveBack).isInstanceOf(IllegalStateException.class).hasMessageContaining("twice");
        assertThatThrownBy(() -> pool.take(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aScopeGivesEverythingBackButWhatIsKept() {
        DeviceBlock kept;
        try (DeviceScope scope = new DeviceScope(pool)) {
            scope.take(MIB);
            kept = scope.keep(scope.take(MIB));
            DeviceBlock foreign = kept;
            assertThatThrownBy(() -> scope.keep(foreign)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(pool.statistics().blocks()).isOne();
        assertThat(kept.address()).isNotZero();
        kept.giveBack();
    }
}
