package dev.postern.app.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes of one network namespace, which is told by its inode: whatever started them, and even when its name is gone. */
final class NamespaceProcesses {
  private static final Path PROC = Path.of("/proc");

  private NamespaceProcesses() {}

  /** What tells a namespace from any other, as long as something holds it. */
  static Object identity(Path namespace) throws IOException {
    return Files.getAttribute(namespace, "unix:ino");
  }

  /** Ends them all, and those that they start meanwhile. */
  static void end(Object identity) {
    for (List<ProcessHandle> left = of(identity); !left.isEmpty(); left = of(identity)) {
      left.forEach(ProcessHandle::destroyForcibly);
      // One that nobody reaps counts as ended, but would be waited for without end.
      left.forEach(p -> p.onExit().completeOnTimeout(p, 1, TimeUnit.SECONDS).join());
    }
  }

  static List<ProcessHandle> of(Object identity) {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (isIn(process, identity)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static boolean isIn(Path process, Object identity) {
    try {
      return identity.equals(identity(process.resolve("ns/net")));
    } catch (IOException _) {
      // It has ended, or is not ours to look at.
      return false;
    }
  }
}
