package dev.nacre.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder such as somebody would have it: DICOM files under plain names, and tables of what is known of them. */
final class OwnFolder {
    private static final List<String> PARTS = List.of("train", "val", "test");

    private OwnFolder() {
    }

    /** Copies the pictures of phantoms into a folder and writes its tables, see docs/data/csv.md. */
    static Path write(Path phantoms, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, String> names = new HashMap<>();
        List<String> pictures = new ArrayList<>(List.of("patient,side,view,file,birads,density,split"));
        for (Map<String, String> row : rows(phantoms.resolve("views.csv"))) {
            String name = names.size() + ".dcm";
            Files.copy(phantoms.resolve(row.get("file")), folder.resolve(name));
            names.put(breast(row) + row.get("view"), name);
            int woman = Integer.parseInt(row.get("patient_id").replaceAll("\\D", ""));
            pictures.add(String.join(",", row.get("patient_id"), row.get("laterality"), row.get("view"), name,
                    row.get("birads"), row.get("density"), PARTS.get(woman % PARTS.size())));
        }
        List<String> findings = new ArrayList<>(List.of("file,category,xmin,ymin,xmax,ymax"));
        for (Map<String, String> row : rows(phantoms.resolve("lesions.csv"))) {
            for (String view : List.of("CC", "MLO")) {
                if (!row.getOrDefault(view + "_mask", "").isEmpty()) {
                    findings.add(String.join(",", names.get(breast(row) + view), row.get("kind"), row.get(view + "_x0"),
                            row.get(view + "_y0"), row.get(view + "_x1"), row.get(view + "_y1")));
                }
            }
        }
        Files.write(folder.resolve("pictures.csv"), pictures);
        Files.write(folder.resolve("findings.csv"), findings);
        return folder;
    }

    private static String breast(Map<String, String> row) {
        return row.get("patient_id") + row.get("exam") + row.get("laterality");
    }

    /** Neither table has quotes. */
    private static List<Map<String, String>> rows(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        String[] header = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            String[] cells = line.split(",", -1);
            for (int column = 0; column < header.length; column++) {
                row.put(header[column], cells[column]);
            }
            rows.add(row);
        }
        return rows;
    }
}
