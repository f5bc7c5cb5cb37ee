package dev.postern.app.process;

import dev.postern.app.tls.TrustFiles;
import dev.postern.core.dns.Host;
import dev.postern.linux.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Starts programs inside hosts: their network, their resolver, the local authority trusted, their Region. */
public final class HostProcesses {
  private static final String ENTER = read("enter.sh");

  private final Path directory;
  private final TrustFiles trust;
  private final Kernel kernel;

  /** @param directory for the hosts' {@code resolv.conf} files */
  public HostProcesses(Path directory, TrustFiles trust, Kernel kernel) {
    this.directory = directory;
    this.trust = trust;
    this.kernel = kernel;
  }

  /** What a program inside needs to know of the fabric, and nothing else. */
  public static SortedMap<String, String> environment(String region, TrustFiles trust) {
    String bundle = trust.bundle().toString();
    return new TreeMap<>(
        Map.of(
            "AWS_REGION", region,
            "AWS_DEFAULT_REGION", region,
            "AWS_CA_BUNDLE", bundle,
            "SSL_CERT_FILE", bundle,
            "REQUESTS_CA_BUNDLE", bundle,
            "CURL_CA_BUNDLE", bundle,
            "NODE_EXTRA_CA_CERTS", trust.certificate().toString()));
  }

  /** On-premises hosts have no metadata service: they are the root user of the site's account, whose number is its key id. */
  public SortedMap<String, String> environment(Host host) {
    SortedMap<String, String> environment = environment(host.region(), trust);
    if (host.onPremises()) {
      environment.put("AWS_ACCESS_KEY_ID", host.account());
      environment.put("AWS_SECRET_ACCESS_KEY", "test");
    }
    return environment;
  }

  /**
   * The command line that runs {@code command} with a host's view of this machine, for the server and for {@code postern exec}.
   *
   * @param namespace a path that {@code nsenter --net} takes
   * @param unshare more options of {@code unshare}, such as a PID namespace of its own
   */
  public static List<String> commandLine(
      Path namespace, Path resolvConf, TrustFiles trust, Path directory, List<String> unshare, List<String> command) {
    List<String> line = new ArrayList<>(List.of("nsenter", "--net=" + namespace, "unshare", "--mount"));
    line.addAll(unshare);
    line.addAll(
        List.of(
            "/bin/sh",
            "-c",
            ENTER,
            "enter",
            resolvConf.toString(),
            trust.bundle().toString(),
            trust.javaTrustStore().toString(),
            directory.toString()));
    return concat(line, command);
  }

  /** A host whose programs all end with the one that was started: a function's environment. */
  public Place sealed(Host host) {
    return place(host, List.of("--pid", "--fork", "--kill-child"));
  }

  /** A host whose programs may outlive the one that started them: an instance. */
  public Place open(Host host) {
    return place(host, List.of());
  }

  /** Writes the host's {@code resolv.conf}, and says where. */
  public Path resolvConf(Host host) {
    Path file = directory.resolve(host.id()).resolve("resolv.conf");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, host.resolvConf());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private Place place(Host host, List<String> unshare) {
    return new Place() {
      @Override
      public List<String> enter(Path workingDirectory, List<String> command) {
        return commandLine(kernel.namespacePath(host.id()), resolvConf(host), trust, workingDirectory, unshare, command);
      }

      @Override
      public <T> T open(Callable<T> socket) throws Exception {
        return kernel.runInside(host.id(), socket);
      }
    };
  }

  static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  private static String read(String resource) {
    try (InputStream in = HostProcesses.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
