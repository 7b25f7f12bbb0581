package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.PlannedAttentionGradient;
import dev.nacre.kernels.cuda.lib.Nvrtc;
import dev.nacre.kernels.cuda.loader.CudaLibrary;
import dev.nacre.kernels.cuda.loader.CudaProbeLoader;
import dev.nacre.kernels.cuda.loader.LibrarySearch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import jcuda.jcudnn.JCudnn;

/** Plans attention by a real cuDNN, whose engine for it wants a driver to be there, if only one that does nothing. */
public final class CudaPlanProbe {
    private CudaPlanProbe() {
    }

    /** Argument: the driver. */
    @SuppressWarnings("restricted")
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        SymbolLookup.libraryLookup(Path.of(arguments[0]), Arena.global());
        new Nvrtc(LibrarySearch.here().findNewest(CudaLibrary.NVRTC).orElseThrow());
        CudaProbeLoader.cudnn();
        System.out.println("version " + JCudnn.cudnnGetVersion());
        GraphTarget device = new DescribedDevice();
        PlannedAttention attention = new PlannedAttention(2, 3, 520, 640, 64, 0.125f);
        System.out.println("attention " + AttentionGraph.plan(attention, device).map(GraphPlan::workspace));
        System.out.println("derivative " + AttentionGradientGraph.plan(new PlannedAttentionGradient(attention), device)
                .map(GraphPlan::workspace));
    }
}
