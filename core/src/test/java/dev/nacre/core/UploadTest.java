package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.memory.NativePool;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes ahead of its use, on devices that cannot copy by themselves. */
class UploadTest {
    static List<Device> devices() {
        return List.of(Device.CPU, Device.REFERENCE, new Device("opaque", 0));
    }

    private static Upload filled(Device device) {
        Upload upload = Upload.to(device, 32);
        MemorySegment memory = upload.memory();
        for (int i = 0; i < 3; i++) {
            memory.set(ValueLayout.JAVA_FLOAT, 4L * i, i + 0.5f);
        }
        memory.set(ValueLayout.JAVA_DOUBLE, 16, 7);
        memory.set(ValueLayout.JAVA_BYTE, 24, (byte) 200);
        return upload;
    }

    @ParameterizedTest
    @MethodSource("devices")
    void partsBecomeTensorsOfTheirTypes(Device device) {
        long before = NativePool.shared().inUse();
        Scope.run("upload", () -> {
            Tensor kept;
            try (Upload upload = filled(device)) {
                assertThat(upload.device()).isEqualTo(device);
                upload.send();
                kept = upload.tensor(DType.FLOAT32, 4, Shape.of(2, 1));
                assertThat(kept.device()).isEqualTo(device);
                assertThat(upload.tensor(DType.FLOAT64, 16, Shape.of(1)).toDoubles()).containsExactly(7);
                assertThat(upload.tensor(DType.UINT8, 24, Shape.of(1)).toLongs()).containsExactly(200);
            }
            assertThat(kept.mul(2).toFloats()).containsExactly(3, 5);
        });
        assertThat(NativePool.shared().inUse()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void theOrderOfStepsIsKept(Device device) {
        assertThat(Upload.isAhead(device)).isFalse();
        Upload.Lease lease = Upload.keepMemory(device);
        lease.close();
        lease.close();
        Upload upload = filled(device);
        assertThatThrownBy(() -> upload.tensor(DType.FLOAT32, 0, Shape.of(1)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("after it was sent");
        upload.send();
        assertThatThrownBy(upload::send).isInstanceOf(IllegalStateException.class).hasMessageContaining("once");
        assertThatThrownBy(upload::memory).isInstanceOf(IllegalStateException.class);
        for (long[] wrong : new long[][] {{2, 1}, {-4, 1}, {28, 2}}) {
            assertThatThrownBy(() -> upload.tensor(DType.FLOAT32, wrong[0], Shape.of(wrong[1])))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("32 bytes");
        }
        upload.close();
        upload.close();
        assertThatThrownBy(() -> upload.tensor(DType.FLOAT32, 0, Shape.of(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Upload.to(device, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
