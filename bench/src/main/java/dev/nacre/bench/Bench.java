package dev.nacre.bench;

import dev.nacre.bench.checkpoint.CheckpointBench;
import dev.nacre.bench.checkpoint.CheckpointFuzz;
import dev.nacre.bench.dicom.DicomFuzz;
import dev.nacre.bench.dicom.PrepareBench;
import dev.nacre.bench.embedding.ServeBench;
import dev.nacre.bench.embedding.StartBench;
import dev.nacre.bench.embedding.UntrainedModel;
import dev.nacre.bench.eval.BaselineBench;
import dev.nacre.bench.finealign.FineAlignBench;
import dev.nacre.bench.gpu.GpuBench;
import dev.nacre.bench.kernel.KernelBench;
import dev.nacre.bench.mammoclip.MammoClipBench;
import dev.nacre.bench.model.ModelBench;
import dev.nacre.bench.peers.PeersBench;
import dev.nacre.bench.realism.RealismBench;
import dev.nacre.bench.text.TokenizerBench;
import dev.nacre.bench.train.TrainingSoak;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks as commands: {@code nacre bench WHAT}. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures Nacre on this machine: models, single kernels, the memory of a long training,"
                + " preparing pictures, what damaged files do, whether brightness gives phantoms away,"
                + " how they compare with real mammograms, files of weights, tokenizers, many callers of one model, the"
                + " start, all of it beside PyTorch, a GPU; and the studies of the coarse-to-fine model and"
                + " of Mammo-CLIP.",
        subcommands = {ModelBench.class, KernelBench.class, TrainingSoak.class, PrepareBench.class, DicomFuzz.class,
            CheckpointFuzz.class, BaselineBench.class, RealismBench.class, CheckpointBench.class,
            UntrainedModel.class, ServeBench.class, StartBench.class, TokenizerBench.class, PeersBench.class,
            GpuBench.class, FineAlignBench.class, MammoClipBench.class})
public final class Bench implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Created by the command line alone. */
    Bench() {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to measure");
    }
}
