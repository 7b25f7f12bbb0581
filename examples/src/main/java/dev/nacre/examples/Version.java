package dev.nacre.examples;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
final class Version implements IVersionProvider {
    /** Created by the command line alone. */
    Version() {
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"Nacre " + read()};
    }

    static String read() throws IOException {
        Properties properties = new Properties();
        try (InputStream content = Version.class.getResourceAsStream("version.properties")) {
            properties.load(content);
        }
        return properties.getProperty("version");
    }
}
