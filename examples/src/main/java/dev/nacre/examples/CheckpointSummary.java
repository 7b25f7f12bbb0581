package dev.nacre.examples;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.LoadReport;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.nn.published.PublishedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a file of weights holds, for programs. */
record CheckpointSummary(Checkpoint file, Optional<? extends PublishedModel<?>> model) {
    Json.Fields toJson() {
        Json.Fields summary = Json.object().with("format", file.format())
                .with("tensors", new Json.Items(file.tensors().stream().<Json>map(CheckpointSummary::tensor).toList()))
                .with("description", file.description());
        return model.map(found -> summary.with("model", model(found))).orElse(summary);
    }

    private static Json.Fields tensor(StoredTensor tensor) {
        return Json.object().with("name", tensor.name()).with("type", tensor.type().name())
                .with("shape", new Json.Items(Arrays.stream(tensor.shape().sizes()).<Json>mapToObj(Json.Whole::new)
                        .toList()));
    }

    private static Json.Fields model(PublishedModel<?> model) {
        LoadReport report = model.compare();
        Json.Fields fields = Json.object().with("family", model.family()).with("title", model.title())
                .with("complete", report.complete()).with("loaded", names(report.loaded()))
                .with("unused", names(report.unused())).with("missing", names(report.missing()))
                .with("unexpected", names(report.unexpected())).with("mismatched", names(report.mismatched()));
        return model.licence().map(licence -> fields.with("licence", licence.toJson())).orElse(fields);
    }

    private static Json names(List<?> entries) {
        return new Json.Items(entries.stream().<Json>map(entry -> new Json.Text(entry.toString())).toList());
    }
}
