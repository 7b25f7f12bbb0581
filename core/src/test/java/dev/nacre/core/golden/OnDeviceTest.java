package dev.nacre.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.opaque.OpaqueProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnDeviceTest {
    private static Device prepared;

    /** Tests that know nothing of devices. */
    abstract static class Somewhere {
        @BeforeAll
        static void prepare() {
            prepared = Device.current();
        }

        @Test
        void aTestRunsThere() {
            assertThat(Device.current()).isEqualTo(prepared).isEqualTo(OpaqueProvider.DEVICE);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void oneWithParametersRunsThere(int number) {
            assertThat(Device.current()).as("number %d", number).isEqualTo(OpaqueProvider.DEVICE);
        }
    }

    @Nested
    class There extends Somewhere {
        @RegisterExtension
        static final OnDevice DEVICE = new OnDevice(OpaqueProvider.DEVICE);
    }

    @Test
    void whereNothingServesTheReasonIsSaid() {
        assertThat(new OnDevice(OpaqueProvider.DEVICE).evaluateExecutionCondition(null).isDisabled()).isFalse();
        assertThat(new OnDevice(new Device("abacus", 0)).evaluateExecutionCondition(null))
                .satisfies(result -> assertThat(result.isDisabled()).isTrue())
                .satisfies(result -> assertThat(result.getReason()).hasValue("nothing here knows devices like abacus"));
    }
}
