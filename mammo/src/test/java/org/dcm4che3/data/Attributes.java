package org.dcm4che3.data;

import java.io.IOException;

/** Signatures of dcm4che's class of this name, from its public documentation, against which the adapter compiles. */
public class Attributes {
    public int[] tags() {
        throw new UnsupportedOperationException();
    }

    public VR getVR(int tag) {
        throw new UnsupportedOperationException();
    }

    public Object getValue(int tag) {
        throw new UnsupportedOperationException();
    }

    public byte[] getBytes(int tag) throws IOException {
        throw new UnsupportedOperationException();
    }

    public boolean bigEndian() {
        throw new UnsupportedOperationException();
    }
}
