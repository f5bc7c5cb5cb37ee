package dev.postern.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;

/** The version that Maven built, and the JVM it runs on. */
final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/META-INF/maven/dev.postern/postern-app/pom.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return new String[] {"postern " + properties.getProperty("version", "(unpackaged)") + " on JDK " + Runtime.version()};
  }
}
