/** Layers, losses, optimisers, training, text and general models. */
module dev.nacre.nn {
    requires transitive dev.nacre.core;
}
