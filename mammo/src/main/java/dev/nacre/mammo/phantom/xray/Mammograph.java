package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.ArrayList;
import java.util.List;

/** Takes mammograms of one breast. Safe for many threads. */
public final class Mammograph {
    private final PhantomBreast breast;
    private final int height;
    private final TissueVolume volume;
    private final Fibres fibres;

    /**
     * Builds the breast's tissue, which all pictures share.
     *
     * @param height of the largest pictures that will be taken, in rows: the tissue is only as fine as they can show
     */
    public Mammograph(PhantomBreast breast, int height) {
        this.breast = breast;
        this.height = height;
        this.volume = new TissueVolume(new Tissue(breast), breast.shape(), Acquisition.FIELD / height);
        this.fibres = new Fibres(breast.shape(), breast.tissue());
    }

    /**
     * Takes one picture; the same acquisition gives the same picture.
     *
     * @throws IllegalArgumentException if the picture has more rows than the largest that was to be taken
     */
    public Radiograph take(Acquisition acquisition) {
        if (acquisition.height() > height) {
            throw new IllegalArgumentException("a picture of " + acquisition.height() + " rows was to be taken of"
                    + " tissue built for " + height + ": give the larger number when the breast is set up");
        }
        Compression compression = new Compression(breast, acquisition);
        AttenuationMap map = new AttenuationMap(acquisition, compression.nippleLevel());
        new TissueShadow(breast.shape(), volume, compression, acquisition.view(), breast.tissue())
                .paint(map, new FineTexture(acquisition.key().child("texture"), volume.spacing(),
                        acquisition.pixel()));
        FibreLayer layer = new FibreLayer(map);
        fibres.draw(layer, compression);
        layer.addTo(Attenuation.FIBRE - Attenuation.FAT);
        if (breast.implant()) {
            new ImplantShadow(map, compression).add(acquisition.view());
        }
        IncidentalShadow incidentals = new IncidentalShadow(map, compression);
        for (Incidental found : breast.incidentals()) {
            incidentals.add(found);
        }
        LesionShadow lesions = new LesionShadow(map, compression, volume, breast.shape());
        boolean mirrored = breast.laterality() == Laterality.RIGHT;
        List<LesionMask> masks = new ArrayList<>();
        for (Lesion lesion : breast.lesions()) {
            boolean[] covered = lesions.add(lesion);
            Mask mask = new Mask(map.height(), map.width(), mirrored ? mirrored(covered, map.width()) : covered);
            if (mask.count() > 0) {
                masks.add(new LesionMask(lesion, mask));
            }
        }
        float dense = Attenuation.tissue(0.6f) * compression.thickness();
        float[] measured = new Detector(map, compression.thickness()).expose(dense, acquisition.key().child("noise"));
        GreyPicture picture = new Presentation(map, compression).picture(measured, mirrored);
        new ViewLetters(breast.laterality(), acquisition.view()).draw(picture, map, mirrored);
        return new Radiograph(acquisition, picture, masks);
    }

    private static boolean[] mirrored(boolean[] pixels, int width) {
        boolean[] mirrored = new boolean[pixels.length];
        for (int index = 0; index < pixels.length; index++) {
            int row = index / width;
            mirrored[row * width + width - 1 - (index - row * width)] = pixels[index];
        }
        return mirrored;
    }
}
