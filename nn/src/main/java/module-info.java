/** Layers, losses, optimisers, training, text and general models. */
module dev.nacre.nn {
    requires transitive dev.nacre.core;

    exports dev.nacre.nn;
    exports dev.nacre.nn.data;
    exports dev.nacre.nn.detection;
    exports dev.nacre.nn.linear;
    exports dev.nacre.nn.metric;
    exports dev.nacre.nn.model;
    exports dev.nacre.nn.optim;
    exports dev.nacre.nn.published;
    exports dev.nacre.nn.text;
    exports dev.nacre.nn.train;
    exports dev.nacre.nn.train.tensorboard;
}
