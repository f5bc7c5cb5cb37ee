package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders of {@code scenarios}: what a client sees in each broken network, what trace and doctor say of it, and that it works once it is mended. {@code -Dscenario=06,09} plays some. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenariosTest {
  /** They mostly wait for time-outs. */
  private static final int AT_ONCE = 6;

  private final Map<String, CompletableFuture<Void>> played = new TreeMap<>();
  private Cloud cloud;
  private ExecutorService players;

  @BeforeAll
  void start(@TempDir Path place) throws IOException {
    cloud = Cloud.start(place.resolve("data"));
    Path tools = WarmCli.folder(place, cloud.endpoint());
    players = Executors.newFixedThreadPool(AT_ONCE);
    for (String name : names()) {
      Scenario scenario = new Scenario(Scenario.ALL.resolve(name), cloud, tools);
      played.put(name, CompletableFuture.runAsync(() -> play(scenario), players));
    }
  }

  @AfterAll
  void stop() {
    players.shutdownNow();
    cloud.close();
  }

  private static void play(Scenario scenario) {
    try {
      scenario.play();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<String> names() {
    return Scenario.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void itIsSeenExplainedAndMended(String name) throws Throwable {
    try {
      played.get(name).join();
    } catch (java.util.concurrent.CompletionException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @Test
  void thereAreThirtyAndEachIsListed() throws IOException {
    String list = Files.readString(Cloud.ROOT.resolve("docs/scenarios.md"));
    assertThat(names().size()).isGreaterThanOrEqualTo(System.getProperty("scenario", "").isEmpty() ? 30 : 0);
    assertThat(names()).allSatisfy(name -> assertThat(list).contains("(../scenarios/" + name + "/README.md)"));
  }
}
