package dev.nacre.examples;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
public final class Version implements IVersionProvider {
    /** Created by the command line alone. */
    Version() {
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"Nacre " + read()};
    }

    static String read() throws IOException {
        return properties().getProperty("version");
    }

    /** Version and commit, for what a run writes down; the commit is left out where the build knew none. */
    public static String code() throws IOException {
        Properties properties = properties();
        String commit = properties.getProperty("commit");
        boolean known = !commit.startsWith("$");
        boolean changed = Boolean.parseBoolean(properties.getProperty("changed"));
        return read() + (known ? " " + commit + (changed ? " with changes" : "") : "");
    }

    private static Properties properties() throws IOException {
        Properties properties = new Properties();
        try (InputStream content = Version.class.getResourceAsStream("version.properties")) {
            properties.load(content);
        }
        return properties;
    }
}
