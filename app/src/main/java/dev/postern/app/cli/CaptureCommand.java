package dev.postern.app.cli;

import dev.postern.app.capture.Capturing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern capture}: the packets of an interface as a pcap file. A process of its own sees them, in the namespace of the device. */
@Command(
    name = "capture",
    description = {
      "Writes the packets of a network interface as a pcap file, which Wireshark and tcpdump open, until Ctrl-C.",
      "They are seen at the network's end of its link: what the interface sent, also what is then dropped, and what reached it."
    },
    mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {
  private static final Pattern COUNTS = Pattern.compile("(\\d+) (\\d+) (\\d+)");
  private static final long PATIENCE_SECONDS = 5;

  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = "A network interface; or an instance, function, endpoint, NAT or internet gateway, site or site host that has one.")
  private String id;

  @Option(names = {"-w", "--write"}, paramLabel = "FILE", description = "Where to; ID.pcap unless told, - for the standard output: … -w - | wireshark -k -i -")
  private Optional<String> file;

  @Option(names = {"-c", "--count"}, paramLabel = "N", defaultValue = "0", description = "Ends after so many packets.")
  private long count;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "0", description = "Ends after so long.")
  private long seconds;

  @Option(names = "--json", description = "What was written as one JSON object, at the end.")
  private boolean json;

  /** What passed so far. */
  private record Counts(long packets, long bytes, long lost) {}

  private volatile Counts counts = new Counts(0, 0, 0);

  @Override
  public Integer call() throws IOException, InterruptedException {
    String target = file.orElse(id.replace('/', '_').replace(':', '_') + ".pcap");
    if (count < 0 || seconds < 0) {
      throw bad("--count and --seconds take numbers from 1");
    }
    if (json && target.equals("-")) {
      throw bad("--json says on the standard output what was written: give --write a file");
    }
    JsonNode link = link();
    try (OutputStream out = open(target)) {
      return capture(link, target, out);
    }
  }

  private CommandLine.ParameterException bad(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }

  private JsonNode link() throws IOException, InterruptedException {
    OwnApi.Answer answer = new OwnApi(cloud).get("/_postern/links?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    if (answer.status() != 200) {
      throw bad(answer.body().strip());
    }
    JsonNode links = JsonMapper.shared().readTree(answer.body()).path("links");
    if (links.size() > 1) {
      throw bad(id + " has " + links.size() + " interfaces, name one: " + StreamSupport.stream(links.spliterator(), false).map(l -> l.path("id").asString()).collect(Collectors.joining(", ")));
    }
    return links.get(0);
  }

  private OutputStream open(String target) throws IOException {
    if (target.equals("-")) {
      return System.out;
    }
    try {
      return Files.newOutputStream(Path.of(target), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException _) {
      throw bad(target + " is there already: remove it, or say --write FILE");
    } catch (NoSuchFileException _) {
      throw bad("there is no folder for " + target);
    }
  }

  private int capture(JsonNode link, String target, OutputStream out) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(link)).start();
    CompletableFuture<Integer> written = new CompletableFuture<>();
    Thread interrupted = Thread.ofPlatform().unstarted(() -> {
      end(process);
      // When the other process has said all, the file is whole: that is a good end, not the 130 of an interruption.
      int status = written.completeOnTimeout(Main.CANNOT, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      Runtime.getRuntime().halt(status);
    });
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      written.complete(written(process, link, target, out));
    } finally {
      written.complete(Main.CANNOT);
      end(process);
      release(interrupted);
    }
    return written.join();
  }

  /** Without an interruption this command ends by its own status. */
  private static void release(Thread interrupted) {
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException _) {
      // Interrupted: that thread ends all.
    }
  }

  /** Copies all that the other process sees. @return the exit status */
  private int written(Process process, JsonNode link, String target, OutputStream out) throws IOException, InterruptedException {
    CompletableFuture<Void> said = CompletableFuture.runAsync(() -> listen(process.getErrorStream(), link.path("id").asString(), target), Thread::startVirtualThread);
    try (InputStream packets = process.getInputStream()) {
      copy(packets, out, target);
    }
    end(process);
    said.join();
    boolean well = process.waitFor() == 0;
    if (well) {
      report(target);
    } else if (counts.packets() == 0 && !target.equals("-")) {
      Files.deleteIfExists(Path.of(target));
    }
    return well ? 0 : Main.CANNOT;
  }

  /** The same program once more, as {@code postern exec} runs one in a router. */
  private List<String> command(JsonNode link) throws IOException {
    String launcher = System.getenv("POSTERN_LAUNCHER");
    if (launcher == null) {
      throw new IOException("run it by the script ./postern");
    }
    List<String> command = new ArrayList<>(List.of(launcher, "exec", "--port", String.valueOf(cloud.port), "--data", cloud.data.toString(), link.path("namespace").asString(), "--"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Capturing.class.getName(), link.path("device").asString(), String.valueOf(count), String.valueOf(seconds)));
    return command;
  }

  /** The end of its input is what ends the other process. */
  private static void end(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It has ended by itself.
    }
  }

  private void copy(InputStream packets, OutputStream out, String target) throws IOException {
    byte[] piece = new byte[1 << 16];
    for (int n = packets.read(piece); n >= 0; n = packets.read(piece)) {
      try {
        out.write(piece, 0, n);
        out.flush();
      } catch (IOException e) {
        if (target.equals("-")) {
          return; // Whoever read them has ended.
        }
        throw e;
      }
      if (target.equals("-") && System.out.checkError()) {
        return;
      }
    }
  }

  private void listen(InputStream stream, String interfaceId, String target) {
    boolean terminal = System.console() != null && System.console().isTerminal() && !target.equals("-");
    boolean first = true;
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher numbers = COUNTS.matcher(line);
        if (!numbers.matches()) {
          System.err.println("postern: " + line);
          continue;
        }
        counts = new Counts(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)), Long.parseLong(numbers.group(3)));
        if (first) {
          System.err.println("capturing " + interfaceId + " into " + (target.equals("-") ? "the standard output" : target) + (count == 0 && seconds == 0 ? ", Ctrl-C ends it" : ""));
          first = false;
        } else if (terminal) {
          System.err.print("\r" + words() + " ");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (terminal && !first) {
      System.err.print("\r");
    }
  }

  private String words() {
    String lost = counts.lost() == 0 ? "" : ", " + counts.lost() + " lost because they came too fast";
    return counts.packets() + " packets, " + counts.bytes() + " bytes" + lost;
  }

  private void report(String target) {
    if (json) {
      System.out.println(JsonMapper.shared().createObjectNode().put("file", target).put("packets", counts.packets()).put("bytes", counts.bytes()).put("lost", counts.lost()));
    } else {
      System.err.println(words());
    }
  }
}
