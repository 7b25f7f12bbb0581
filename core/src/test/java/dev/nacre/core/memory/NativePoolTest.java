package dev.nacre.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.ModulePath;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NativePoolTest {
    private static final long MEBI = 1 << 20;

    @Test
    void blocksAreAlignedLongEnoughAndReused() {
        NativePool pool = new NativePool(64 * MEBI);
        for (long bytes : new long[] {0, 1, 63, 64, 65, 1000, 32_768, 32_769, 5_000_000}) {
            Block block = pool.take(bytes);
            assertThat(block.bytes()).isBetween(bytes, Math.max(64, bytes + bytes / 8 + 64));
            assertThat(block.segment().address() % 64).isZero();
            long address = block.segment().address();
            block.giveBack();
            assertThat(pool.take(bytes).segment().address()).as("%d bytes", bytes).isEqualTo(address);
        }
    }

    @Test
    void countsWhatIsInUseAndTheMost() {
        NativePool pool = new NativePool(64 * MEBI);
        Block first = pool.take(4 * MEBI);
        Block second = pool.take(2 * MEBI);
        first.giveBack();
        assertThat(pool.inUse()).isEqualTo(2 * MEBI);
        second.giveBack();
        assertThat(pool.inUse()).isZero();
        assertThat(pool.peak()).isEqualTo(6 * MEBI);
        assertThatThrownBy(second::giveBack).isInstanceOf(IllegalStateException.class)
                .hasMessage("a block was given back twice");
    }

    @Test
    void trimmingGivesBackWhatNobodyHolds() {
        NativePool pool = new NativePool(64 * MEBI);
        Block held = pool.take(4 * MEBI);
        pool.take(8 * MEBI).giveBack();
        pool.take(100).giveBack();
        assertThat(pool.mapped()).isEqualTo(13 * MEBI);
        pool.trim();
        assertThat(pool.mapped()).as("the block in use and one slab").isEqualTo(5 * MEBI);
        held.giveBack();
        pool.trim();
        assertThat(pool.mapped()).isEqualTo(MEBI);
        assertThat(pool.take(8 * MEBI).bytes()).isEqualTo(8 * MEBI);
    }

    @Test
    void nothingOfASlabIsLost() {
        NativePool pool = new NativePool(2 * MEBI);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 2 * 34; i++) {
            blocks.add(pool.take(30_000));
        }
        assertThat(pool.inUse()).isEqualTo(blocks.stream().mapToLong(Block::bytes).sum());
        blocks.add(pool.take(4096));
        blocks.forEach(Block::giveBack);
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void idleBlocksMakeRoomForOtherSizes() {
        NativePool pool = new NativePool(16 * MEBI);
        for (long size = MEBI; size <= 15 * MEBI; size += MEBI) {
            pool.take(size).giveBack();
        }
        Block large = pool.take(16 * MEBI);
        assertThat(pool.inUse()).isEqualTo(16 * MEBI);
        large.giveBack();
    }

    @Test
    void aUsedUpBudgetNamesTheLargestHolders() {
        NativePool pool = new NativePool(16 * MEBI);
        List<Block> held = new ArrayList<>();
        ModulePath.within("image_encoder", () -> ModulePath.within("_blocks.3", () -> held.add(pool.take(8 * MEBI))));
        for (int i = 0; i < 3; i++) {
            ModulePath.within("text_encoder", () -> held.add(pool.take(2 * MEBI)));
        }
        held.add(pool.take(MEBI));
        assertThatThrownBy(() -> pool.take(5 * MEBI)).isInstanceOf(MemoryBudgetException.class)
                .hasMessageStartingWith("tensor memory is used up: 5120 KiB asked for, 15 MiB of the budget of 16 MiB "
                        + "in use. Largest holders: 1 × 8192 KiB in image_encoder._blocks.3; 3 × 2048 KiB in "
                        + "text_encoder; 1 × 1024 KiB outside any module.")
                .hasMessageEndingWith(
                        "Raise it with -Dnacre.memory=BYTES (such as 8g), use a smaller batch, recompute "
                                + "activations, or close tensors.");
        held.getFirst().giveBack();
        assertThat(pool.take(5 * MEBI).bytes()).as("what was given back can be had").isGreaterThanOrEqualTo(5 * MEBI);
    }

    @Test
    void manyThreadsNeverShareABlock() throws Exception {
        NativePool pool = new NativePool(256 * MEBI);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                long mark = t + 1;
                work.add(threads.submit(() -> churn(pool, mark)));
            }
            for (Future<?> done : work) {
                done.get();
            }
        }
        assertThat(pool.inUse()).isZero();
    }

    private static void churn(NativePool pool, long mark) {
        SplittableRandom random = new SplittableRandom(mark);
        List<Block> mine = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            if (mine.size() < 20 && random.nextBoolean()) {
                Block block = pool.take(8 + random.nextLong(100_000));
                block.segment().set(ValueLayout.JAVA_LONG, 0, mark);
                mine.add(block);
            } else if (!mine.isEmpty()) {
                Block block = mine.remove(random.nextInt(mine.size()));
                assertThat(block.segment().get(ValueLayout.JAVA_LONG, 0)).isEqualTo(mark);
                block.giveBack();
            }
        }
        mine.forEach(Block::giveBack);
    }

    @Test
    void budgetsAreReadFromText() {
        assertThat(MemoryBudget.parse("1073741824")).isEqualTo(1L << 30);
        assertThat(MemoryBudget.parse("512m")).isEqualTo(512 * MEBI);
        assertThat(MemoryBudget.parse(" 8G ")).isEqualTo(8L << 30);
        assertThat(MemoryBudget.parse("16k")).isEqualTo(16_384);
        for (String wrong : List.of("much", "", "-1", "0", "8gb", "99999999999g", "m")) {
            assertThatThrownBy(() -> MemoryBudget.parse(wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("nacre.memory=" + wrong + " is not a number of bytes: write for example 512m or 8g");
        }
    }
}
