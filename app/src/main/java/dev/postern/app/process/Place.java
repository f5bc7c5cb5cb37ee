package dev.postern.app.process;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Where programs run: a host of the fabric, or, for tests, this very process's place. */
public interface Place {
  /** The command line that starts {@code command} there, in this working directory. */
  List<String> enter(Path directory, List<String> command);

  /** Opens a socket there. */
  <T> T open(Callable<T> socket) throws Exception;

  /** This process's own network, with its own view of the machine. */
  Place HERE =
      new Place() {
        @Override
        public List<String> enter(Path directory, List<String> command) {
          return HostProcesses.concat(List.of("/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "enter", directory.toString()), command);
        }

        @Override
        public <T> T open(Callable<T> socket) throws Exception {
          return socket.call();
        }
      };
}
