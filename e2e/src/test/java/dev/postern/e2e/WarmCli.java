package dev.postern.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Debian's AWS CLI as the tests set up clouds with it: unmodified, but started once, because most of a command's time would go into reading its
 * Python. It ends with its input, and so with this process, however that ends. Hosts of a cloud run the CLI itself.
 */
final class WarmCli {
  private static Optional<Path> listening = Optional.empty();

  private WarmCli() {}

  /** What stands for {@code aws --endpoint-url ENDPOINT}. */
  static List<String> command(URI endpoint) {
    return List.of("/usr/bin/python3", "-I", "-S", script(), socket().toString(), "--endpoint-url", endpoint.toString());
  }

  /** Makes {@code place/bin} with an {@code aws} that asks a cloud. @return the folder, to be put before others in {@code PATH} */
  static Path folder(Path place, URI endpoint) throws IOException {
    Path aws = Files.createDirectory(place.resolve("bin")).resolve("aws");
    Files.writeString(aws, "#!/bin/sh\nexec " + String.join(" ", command(endpoint)) + " \"$@\"\n");
    Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));
    return aws.getParent();
  }

  private static synchronized Path socket() {
    Path socket = listening.orElseGet(WarmCli::start);
    listening = Optional.of(socket);
    return socket;
  }

  private static Path start() {
    try {
      Path folder = Files.createTempDirectory("postern-aws-");
      Path socket = folder.resolve("socket");
      Process process = new ProcessBuilder("/usr/bin/python3", script(), socket.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(socket, folder)));
      if (!"ready".equals(process.inputReader().readLine())) {
        throw new AssertionError("the AWS CLI did not start");
      }
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path... files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String script() {
    try {
      return Path.of(Optional.ofNullable(WarmCli.class.getResource("warm_cli.py")).orElseThrow().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
