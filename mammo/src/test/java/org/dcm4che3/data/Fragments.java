package org.dcm4che3.data;

import java.util.ArrayList;

/** Signature of dcm4che's class of this name: the offset table and the fragments, as arrays of bytes. */
public class Fragments extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;
}
