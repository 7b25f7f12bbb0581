package dev.nacre.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a meter sees: the most that its own work held, and nothing of others. */
class MemoryMeterTest {
    private static final long MEBI = 1 << 20;

    private final NativePool pool = new NativePool(64 * MEBI);

    @Test
    void seesTheMostThatWasHeldAtATime() {
        MemoryMeter meter = new MemoryMeter();
        meter.run(() -> {
            Block first = pool.take(4 * MEBI);
            first.giveBack();
            Block second = pool.take(3 * MEBI);
            Block third = pool.take(2 * MEBI);
            second.giveBack();
            third.giveBack();
        });
        assertThat(meter.most()).isEqualTo(5 * MEBI);
    }

    @Test
    void seesNothingOfWorkOutsideIt() {
        MemoryMeter meter = new MemoryMeter();
        Block before = pool.take(8 * MEBI);
        assertThat(meter.call(() -> {
            before.giveBack();
            return pool.take(MEBI);
        }).bytes()).isGreaterThanOrEqualTo(MEBI);
        pool.take(16 * MEBI);
        assertThat(meter.most()).isEqualTo(MEBI);
    }

    @Test
    void whatComesBackLaterWasHeldUntilThen() {
        MemoryMeter meter = new MemoryMeter();
        Block[] kept = new Block[1];
        meter.run(() -> kept[0] = pool.take(2 * MEBI));
        meter.run(() -> pool.take(2 * MEBI).giveBack());
        assertThat(meter.most()).isEqualTo(4 * MEBI);
        kept[0].giveBack();
        meter.run(() -> pool.take(2 * MEBI).giveBack());
        assertThat(meter.most()).isEqualTo(4 * MEBI);
    }

    @Test
    void thereIsNoneOutside() {
        assertThat(MemoryMeter.current()).isNull();
        MemoryMeter meter = new MemoryMeter();
        assertThat(meter.call(MemoryMeter::current)).isSameAs(meter);
    }
}
