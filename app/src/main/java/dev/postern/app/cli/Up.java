package dev.postern.app.cli;

import dev.postern.app.Postern;
import dev.postern.app.http.Auth;
import dev.postern.core.services.PublicService;
import dev.postern.linux.KernelException;
import dev.postern.linux.Preflight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern up}: runs the cloud until it is told to stop; the script has made the namespaces that this process is in. */
@Command(name = "up", description = "Runs the cloud; prints one line when it is ready.", mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {
  /** The network itself is made of these. */
  private static final Set<String> IRREPLACEABLE = Set.of("ec2", "iam", "sts");

  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Where the API listens (default: ${DEFAULT-VALUE}).")
  private InetAddress bind;

  @Option(names = "--detach", description = "Return when it is ready, and leave it running.")
  private boolean detach;

  @Option(names = "--backend", paramLabel = "SERVICE=URL", description = "The engine of a service behind this network, such as sqs=http://127.0.0.1:9324; may be repeated.")
  private Map<String, URI> backends = new LinkedHashMap<>();

  @Option(
      names = "--auth",
      paramLabel = "MODE",
      defaultValue = "lenient",
      description = {
        "What of access keys that no IAM user and no STS session has (default: ${DEFAULT-VALUE}).",
        "lenient: 12 digits are the root user of that account; any other key is the root user of 000000000000, and so is who signs nothing on the API port, but for S3, where that is anonymous.",
        "strict: they are refused as AWS does. Make the first keys in a run without it: they stay.",
        "none: no signature is verified and no policy is asked, to see what policies do."
      })
  private Auth auth;

  @Option(names = "--allow-reset", description = "Let POST /_postern/reset empty the cloud.")
  private boolean allowReset;

  @Option(names = "--train", hidden = true)
  private boolean train;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    Map<String, URI> engines = engines();
    Optional<String> lacking = Preflight.lacking();
    if (lacking.isPresent()) {
      return cannot(lacking.get());
    }
    Path run = Files.createDirectories(cloud.data.resolve("run"));
    String secret = secret();
    Postern postern;
    try {
      postern = Postern.start(new Postern.Options(cloud.data, bind, cloud.port, engines, auth, allowReset, secret));
    } catch (IOException | RuntimeException e) {
      return cannot(said(e));
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(postern::close));
    write(run.resolve("secret"), secret);
    write(run.resolve("port"), Integer.toString(postern.port()));
    System.out.println("postern ready: AWS_ENDPOINT_URL=http://localhost:" + postern.port() + " (data in " + cloud.data + ")");
    if (train) {
      Training.run(postern, cloud.data);
      return 0;
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private void check() {
    if (cloud.port < 0 || cloud.port > 65535) {
      throw bad("--port must be from 1 to 65535");
    }
  }

  /** The engines by the short name of their service; a signing name stands for all the services that are signed for so. */
  private Map<String, URI> engines() {
    Map<String, URI> engines = new LinkedHashMap<>();
    backends.forEach((name, url) -> {
      List<PublicService> services = PublicService.named(name).map(List::of).orElseGet(() -> PublicService.signedAs(name));
      if (services.isEmpty() || services.contains(PublicService.CHECKIP)) {
        throw bad("--backend does not know the service " + name + "; names are those of endpoint services, such as sqs, kms or ecr.api");
      }
      if (services.stream().anyMatch(s -> IRREPLACEABLE.contains(s.name()))) {
        throw bad("--backend cannot replace " + name + ", which Postern serves itself");
      }
      String scheme = String.valueOf(url.getScheme());
      if (scheme.equals("tcp")) {
        throw bad("--backend takes no tcp URL yet: only HTTP is passed on, so " + name + " at " + url + " is not built");
      }
      if (!scheme.equals("http") && !scheme.equals("https") || url.getHost() == null) {
        throw bad("--backend needs an http or https URL, not " + url);
      }
      services.forEach(s -> engines.put(s.name(), url));
    });
    return engines;
  }

  private CommandLine.ParameterException bad(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }

  private String said(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Address already in use")) {
      return "port " + cloud.port + " is in use: stop what listens there, or say --port N";
    }
    if (message.contains("No space left") || message.contains("disk is full") || message.contains("SQLITE_FULL")) {
      return "the disk of " + cloud.data + " is full: free some space, or say --data DIR";
    }
    return e instanceof KernelException ? "the kernel refused: " + message : message;
  }

  private static int cannot(String why) {
    System.err.println("postern: " + why);
    return Main.CANNOT;
  }

  private static String secret() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** A file of the owner's alone, whole or not at all. */
  private static void write(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text + "\n");
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
