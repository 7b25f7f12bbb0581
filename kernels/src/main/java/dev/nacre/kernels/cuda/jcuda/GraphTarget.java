package dev.nacre.kernels.cuda.jcuda;

/** For which device a graph is planned: by default that of a handle of cuDNN's. */
interface GraphTarget {
    /** Tells a graph of operations. */
    default void tellGraph(GraphDescriptor graph) {
    }

    /** Tells the search for engines. */
    default void tellSearch(GraphDescriptor search) {
    }

    /** Tells a plan. */
    void tellPlan(GraphDescriptor plan);
}
