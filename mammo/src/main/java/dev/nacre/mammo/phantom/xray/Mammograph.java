package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.phantom.breast.ArchitecturalDistortion;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.ArrayList;
import java.util.List;

/** Takes mammograms of one breast. Safe for many threads. */
public final class Mammograph {
    private static final float FIBRE = 1.3f * (Attenuation.GLAND - Attenuation.FAT);

    private final PhantomBreast breast;
    private final int height;
    private final TissueVolume volume;
    private final List<List<BreastPoint>> vessels;
    private final List<List<BreastPoint>> ducts;
    private final List<List<BreastPoint>> ligaments;

    /**
     * Builds the breast's tissue, which all pictures share.
     *
     * @param height of the largest pictures that will be taken, in rows: the tissue is only as fine as they can show
     */
    public Mammograph(PhantomBreast breast, int height) {
        this.breast = breast;
        this.height = height;
        this.volume = new TissueVolume(new Tissue(breast), breast.shape(), Acquisition.FIELD / height);
        Vessels ways = new Vessels(breast.shape());
        this.vessels = ways.vessels(breast.tissue().child("vessels"));
        this.ducts = ways.ducts(breast.tissue().child("ducts"));
        this.ligaments = ways.ligaments(breast.tissue().child("ligaments"));
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
        fibres(map, compression);
        if (breast.implant()) {
            new ImplantShadow(map, compression).add(acquisition.view());
        }
        IncidentalShadow incidentals = new IncidentalShadow(map, compression);
        for (Incidental found : breast.incidentals()) {
            incidentals.add(found);
        }
        boolean mirrored = breast.laterality() == Laterality.RIGHT;
        List<LesionMask> masks = new ArrayList<>();
        for (Lesion lesion : breast.lesions()) {
            boolean[] covered = new boolean[map.height() * map.width()];
            add(lesion, map, compression, covered);
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

    private void fibres(AttenuationMap map, Compression compression) {
        FibreLayer layer = new FibreLayer(map);
        ways(vessels, breast.tissue().child("vessel radii"), 1.3f, layer, compression);
        ways(ducts, breast.tissue().child("duct radii"), 0.6f, layer, compression);
        ways(ligaments, breast.tissue().child("ligament radii"), 0.55f, layer, compression);
        layer.addTo(FIBRE);
    }

    private void ways(List<List<BreastPoint>> ways, Key key, float thickest, FibreLayer layer,
            Compression compression) {
        for (int index = 0; index < ways.size(); index++) {
            float radius = thickest * (float) (0.5 + 0.5 * key.uniform(index));
            List<Compression.Place> places = ways.get(index).stream().map(compression::place).toList();
            for (int joint = 1; joint < places.size(); joint++) {
                float from = radius * (1 - 0.6f * (joint - 1) / places.size());
                float to = radius * (1 - 0.6f * joint / places.size());
                layer.piece(places.get(joint - 1), places.get(joint), from, to);
            }
        }
    }

    private void add(Lesion lesion, AttenuationMap map, Compression compression, boolean[] covered) {
        MassShadow shadow = new MassShadow(map, compression, volume);
        switch (lesion) {
            case Mass mass -> {
                shadow.add(mass, covered);
                if (mass.margin() == Mass.Margin.SPICULATED) {
                    float radius = (float) mass.radius();
                    FibreLayer layer = new FibreLayer(map);
                    shadow.spicules(mass.place(), 0.7f * radius, 2.3f * radius, 26, 0.3f + 0.02f * radius,
                            mass.key().child("spicules"), layer);
                    layer.addTo(FIBRE);
                }
            }
            case CalcificationCluster cluster ->
                    new ClusterShadow(map, compression).add(cluster, breast.shape(), covered);
            case ArchitecturalDistortion distortion -> {
                float radius = (float) distortion.radius();
                FibreLayer layer = new FibreLayer(map);
                shadow.spicules(distortion.place(), 1, radius, 24, 0.35f, distortion.key(), layer);
                layer.addTo(FIBRE);
                mark(distortion.place(), 0.6f * radius, map, compression, covered);
            }
            case Asymmetry asymmetry ->
                    mark(asymmetry.place(), (float) asymmetry.radius(), map, compression, covered);
        }
    }

    private static void mark(BreastPoint centre, float radius, AttenuationMap map, Compression compression,
            boolean[] covered) {
        Compression.Place place = compression.place(centre);
        map.around(place.forward(), place.up(), radius, (row, column) -> {
            float dx = map.forward(column) - place.forward();
            float dy = map.up(row) - place.up();
            if (dx * dx + dy * dy <= radius * radius
                    && compression.inside(map.forward(column), map.up(row)) > 0) {
                covered[row * map.width() + column] = true;
            }
        });
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
