package dev.nacre.mammo.dicom.codec;

import java.io.IOException;

/** Workers that fail: {@link Hanging} never answers, {@link Dying} ends as soon as it is asked. */
final class FakeWorker {
    private FakeWorker() {
    }

    /** Waits, but not for ever: a test that fails shall leave no process behind. */
    static final class Hanging {
        private Hanging() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(60_000);
        }
    }

    /** Ends at the first byte of a request. */
    static final class Dying {
        private Dying() {
        }

        public static void main(String[] arguments) throws IOException {
            System.exit(System.in.read() < 0 ? 0 : 3);
        }
    }
}
