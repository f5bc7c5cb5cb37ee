package dev.postern.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cloud a command means. */
final class Cloud {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "4566",
      description = "The port of its API (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:POSTERN_DATA}",
      description = "Its folder (default: one of the port's own below the user's state directory).")
  Path data;
}
