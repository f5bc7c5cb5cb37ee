package dev.postern.linux;

import static dev.postern.linux.Lab.listener;
import static dev.postern.linux.Lab.namespace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamespaceThreadTest {
  @Test
  void onlyTheFabricsOwnThreadsEverLeaveTheHostsNamespace() throws Exception {
    String host = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    try (Lab lab = new Lab(); ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> inside = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String name = "n" + i;
        inside.add(virtual.submit(() -> {
          lab.add(namespace(name), listener(name, "lo", "0.0.0.0", 80, name));
          return lab.kernel.runInside(name, () -> Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString());
        }));
      }
      List<String> seen = new ArrayList<>();
      for (Future<String> one : inside) {
        seen.add(one.get());
      }

      assertThat(seen).doesNotHaveDuplicates().doesNotContain(host);
      assertThat(threadsOutside(host)).containsExactlyInAnyOrder("postern-inside", "postern-rules");
    }
  }

  /** The names of this process's threads that are in another network namespace. */
  private static List<String> threadsOutside(String namespace) throws IOException {
    List<String> outside = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        try {
          if (!Files.readSymbolicLink(task.resolve("ns/net")).toString().equals(namespace)) {
            outside.add(Files.readString(task.resolve("comm")).strip());
          }
        } catch (IOException e) {
          continue; // ended meanwhile
        }
      }
    }
    return outside;
  }

  @Test
  void whatTheCodeInsideThrowsComesOut() throws Exception {
    try (Lab lab = new Lab()) {
      lab.add(namespace("n"));

      assertThatThrownBy(() -> lab.kernel.runInside("n", () -> {
        throw new IOException("as it was");
      })).isInstanceOf(IOException.class).hasMessage("as it was");
      assertThatThrownBy(() -> lab.kernel.runInside("elsewhere", () -> 1)).isInstanceOf(KernelException.class)
          .hasMessage("find namespace: there is none called elsewhere");
      assertThat(lab.kernel.runInside("n", () -> 7)).isEqualTo(7);
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Lab lab = new Lab();
    lab.add(namespace("n"));
    lab.kernel.close();
    lab.close();

    assertThatThrownBy(() -> lab.kernel.counters("n")).isInstanceOf(KernelException.class);
  }
}
