/** Mammograms, reports, and the vision-language models that read them. */
module dev.nacre.mammo {
    requires transitive dev.nacre.nn;
    requires java.desktop;
    requires org.apache.commons.csv;
    requires org.apache.commons.imaging;

    exports dev.nacre.mammo;
    exports dev.nacre.mammo.caption;
    exports dev.nacre.mammo.clip;
    exports dev.nacre.mammo.data;
    exports dev.nacre.mammo.data.sets;
    exports dev.nacre.mammo.dicom;
    exports dev.nacre.mammo.eval;
    exports dev.nacre.mammo.eval.cases;
    exports dev.nacre.mammo.eval.localisation;
    exports dev.nacre.mammo.eval.maps;
    exports dev.nacre.mammo.exam;
    exports dev.nacre.mammo.finealign;
    exports dev.nacre.mammo.finealign.exam;
    exports dev.nacre.mammo.finealign.head;
    exports dev.nacre.mammo.finealign.inference;
    exports dev.nacre.mammo.finealign.loss;
    exports dev.nacre.mammo.finealign.model;
    exports dev.nacre.mammo.image;
    exports dev.nacre.mammo.page;
    exports dev.nacre.mammo.phantom;
    exports dev.nacre.mammo.phantom.breast;
    exports dev.nacre.mammo.phantom.device;
    exports dev.nacre.mammo.phantom.population;
    exports dev.nacre.mammo.phantom.wording;
    exports dev.nacre.mammo.phantom.xray;
    exports dev.nacre.mammo.prepare;
    exports dev.nacre.mammo.published;
    exports dev.nacre.mammo.realism;
    exports dev.nacre.mammo.report;
    exports dev.nacre.mammo.task;
    exports dev.nacre.mammo.task.attribution;
    exports dev.nacre.mammo.task.detection;
    exports dev.nacre.mammo.task.factor;
    exports dev.nacre.mammo.task.finetune;
    exports dev.nacre.mammo.task.probe;
    exports dev.nacre.mammo.task.result;
    exports dev.nacre.mammo.task.zeroshot;
}
