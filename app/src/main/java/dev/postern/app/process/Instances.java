package dev.postern.app.process;

import dev.postern.core.dns.Host;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The programs of instances: user data that is a script runs once in an instance's life, when the kernel first carries its namespace, and
 * whatever runs on an instance ends when it is stopped or terminated.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html">AWS</a>
 */
public final class Instances implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Instances.class.getName());
  private static final int CONSOLE = 64 << 10;

  private final Path directory;
  private final Supplier<Snapshot> current;
  private final HostProcesses processes;
  private final Kernel kernel;
  private final ExecutorService worker = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("instances").factory());
  private final AtomicBoolean waiting = new AtomicBoolean();
  /** The namespaces of the instances that run; touched by the worker alone. */
  private final Map<ResourceKey, Object> namespaces = new HashMap<>();

  /** @param directory for what instances keep: the script that was run and what it printed */
  public Instances(Path directory, Supplier<Snapshot> current, HostProcesses processes, Kernel kernel) {
    this.directory = directory;
    this.current = current;
    this.processes = processes;
    this.kernel = kernel;
  }

  /** Looks, soon, at what has changed; returns at once. */
  public void changed(Observed observed) {
    if (waiting.compareAndSet(false, true)) {
      worker.execute(
          () -> {
            waiting.set(false);
            look(observed);
          });
    }
  }

  /** What the instance's script has printed, the last 64 KB, and when it last did; empty when it has not run. */
  public Optional<Console> console(String instanceId) {
    Path log = directory.resolve(instanceId).resolve("console.log");
    if (!Files.isRegularFile(log)) {
      return Optional.empty();
    }
    try {
      byte[] all = Files.readAllBytes(log);
      int from = Math.max(0, all.length - CONSOLE);
      return Optional.of(new Console(new String(all, from, all.length - from, StandardCharsets.UTF_8), Files.getLastModifiedTime(log).toInstant()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a script has printed until now. */
  public record Console(String text, Instant at) {}

  private void look(Observed observed) {
    Snapshot snapshot = current.get();
    try {
      for (Resource resource : snapshot.resources().values()) {
        if (resource instanceof Instance instance && isCarried(instance, observed) && !namespaces.containsKey(instance.key())) {
          namespaces.put(instance.key(), NamespaceProcesses.identity(kernel.namespacePath(instance.id())));
          boot(snapshot, instance);
        }
      }
      namespaces.entrySet().removeIf(e -> isOver(snapshot, e.getKey(), e.getValue()));
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot start or end the programs of instances: " + e.getMessage(), e);
    }
  }

  private static boolean isCarried(Instance instance, Observed observed) {
    return instance.state() == Instance.State.RUNNING && observed.holds(instance.vpcId(), instance.id());
  }

  private boolean isOver(Snapshot snapshot, ResourceKey key, Object namespace) {
    boolean runs = snapshot.find(Instance.class, key).filter(i -> i.state() == Instance.State.RUNNING).isPresent();
    if (!runs) {
      NamespaceProcesses.end(namespace);
    }
    return !runs;
  }

  private void boot(Snapshot snapshot, Instance instance) throws IOException {
    Path home = directory.resolve(instance.id());
    Path console = home.resolve("console.log");
    if (instance.userData().isEmpty() || Files.exists(console)) {
      return;
    }
    Files.createDirectories(home);
    byte[] data = Base64.getMimeDecoder().decode(instance.userData().get());
    if (data.length < 2 || data[0] != '#' || data[1] != '!') {
      Files.writeString(console, "The user data is not a script that begins with #!: it is not run.\n");
      return;
    }
    Path script = home.resolve("user-data");
    Files.deleteIfExists(script);
    Files.createFile(script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.write(script, data);
    Host host = Host.of(snapshot, instance);
    ProcessBuilder builder =
        new ProcessBuilder(processes.open(host).enter(Path.of("/"), List.of(script.toString())))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()));
    builder.environment().clear();
    builder.environment().putAll(processes.environment(host));
    builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("HOME", "/root");
    builder.environment().put("LANG", "C.UTF-8");
    builder.start();
  }

  @Override
  public void close() {
    worker.shutdownNow();
    namespaces.values().forEach(NamespaceProcesses::end);
  }
}
