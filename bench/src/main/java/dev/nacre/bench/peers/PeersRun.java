package dev.nacre.bench.peers;

import dev.nacre.bench.peers.Roofline.Group;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures what a plan has, line by line; a line that cannot be measured is told and does not end the run. */
final class PeersRun {
    private final Sides sides;
    private final PeersPlan plan;
    private final PrintWriter remarks;
    private final List<Row> rows = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private String names = "";
    private Roofline roofline;

    PeersRun(Sides sides, PeersPlan plan, PrintWriter remarks) {
        this.sides = sides;
        this.plan = plan;
        this.remarks = remarks;
    }

    /** Everything, and with the machine's limits if they are wanted. */
    void run(boolean limits) {
        kernels(limits);
        ModelMatch match = new ModelMatch(plan.effort());
        for (NamedModel model : plan.models()) {
            rows.addAll(told(model.name(), () -> match.rows(sides, model)));
        }
        OwnRows own = new OwnRows(sides.alone(), plan.effort().inOneProcess());
        for (String name : plan.own()) {
            rows.addAll(told(name, () -> List.of(own.row(name))));
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** Both sides with their versions. */
    String names() {
        return names;
    }

    /** The kernels that were measured, for a chart. */
    List<Group> groups() {
        return groups;
    }

    /** The machine's limits, or null. */
    Roofline roofline() {
        return roofline;
    }

    private void kernels(boolean limits) {
        try (Contender ours = sides.ours(); Contender peer = sides.peer(true)) {
            names = ours.name() + " beside " + (peer == null ? "nobody" : peer.name());
            remarks.println(names + ", " + sides.cores().threads() + " threads");
            roofline = limits ? MachineLimits.measured(ours, sides.cores().threads()) : null;
            KernelMatch match = new KernelMatch(ours, peer, plan.effort());
            for (KernelGroup group : plan.groups()) {
                group(group, match);
            }
        }
    }

    private void group(KernelGroup group, KernelMatch match) {
        List<KernelResult> results = new ArrayList<>();
        for (NamedWork work : group.works()) {
            told(work.name(), () -> List.of(match.row(work, group.each())))
                    .forEach(row -> results.add(new KernelResult(work, row)));
        }
        if (results.isEmpty()) {
            return;
        }
        List<Row> single = results.stream().map(KernelResult::row).toList();
        rows.addAll(told(group.name(), () -> List.of(Row.mean(group.name(), "ms", single, group.goal()))));
        rows.addAll(single);
        groups.add(new Group(group.family(), results));
    }

    private List<Row> told(String name, Supplier<List<Row>> measured) {
        List<Row> found;
        try {
            found = measured.get();
        } catch (InputException failure) {
            remarks.println(name + " was not measured: " + failure.getMessage());
            found = List.of();
        }
        found.forEach(row -> remarks.println(row.markdown()));
        remarks.flush();
        return found;
    }
}
