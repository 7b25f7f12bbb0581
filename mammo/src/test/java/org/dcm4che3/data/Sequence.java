package org.dcm4che3.data;

import java.util.ArrayList;

/** Signature of dcm4che's class of this name. */
public class Sequence extends ArrayList<Attributes> {
    private static final long serialVersionUID = 1L;
}
