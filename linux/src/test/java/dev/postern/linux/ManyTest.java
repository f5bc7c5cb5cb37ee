package dev.postern.linux;

import static dev.postern.linux.Lab.link;
import static dev.postern.linux.Lab.listener;
import static dev.postern.linux.Lab.namespace;
import static dev.postern.linux.Lab.router;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.plan.Item;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A cloud with a thousand endpoints: that all of it is there, that little costs little, and that nothing stays. */
class ManyTest {
  private static final int MANY = 1000;

  private static List<Item> endpoint(int n) {
    String device = "p" + n;
    Item.Link link = link("r", device, "edge", device);
    List<Item> items = new ArrayList<>(List.of(link,
        new Item.Neighbour("r", device, "169.254.0.1", link.peerMac(), device),
        new Item.Neighbour("edge", device, "169.254.0.2", link.mac(), device),
        new Item.KernelRoute("edge", 254, Cidr.ANY, Item.RouteType.UNICAST, Optional.of(device), Optional.of("169.254.0.2"), 1 + n, device),
        listener("edge", device, "0.0.0.0", 80, device)));
    for (int i = 0; i < 4; i++) {
      Cidr block = Cidr.of(Ip.parse("52.0.0.0") + ((long) i << 20), 16);
      items.add(new Item.KernelRoute("r", 2000 + n, block, Item.RouteType.UNICAST, Optional.of(device), Optional.of("169.254.0.1"), 0, device));
    }
    return items;
  }

  /** libnftables waits with select(2), which ends the process for a descriptor above 1,023. */
  @Test
  void rulesAreCarriedInANamespaceThatIsMadeAfterMoreThanAThousandDescriptors() throws Exception {
    try (Lab lab = new Lab()) {
      List<Item> listeners = new ArrayList<>(List.of(namespace("busy")));
      for (int port = 1; port <= 1100; port++) {
        listeners.add(listener("busy", "lo", "0.0.0.0", port, "busy"));
      }
      lab.add(listeners);
      List<Item> late = List.of(router("late"), new Item.Ruleset("late", "table ip postern {\nset members { type ipv4_addr; }\n}\n", "late"));
      lab.add(late);
      lab.add(List.of(new Item.Element("late", "members", "10.0.0.1", Optional.empty(), "late")));
      assertThat(lab.missing(late)).isEmpty();
    }
  }

  @Test
  void aThousandEndpointsAreCarriedAndOneMoreIsCheap() throws Exception {
    try (Lab lab = new Lab()) {
      List<Item> items = new ArrayList<>(List.of(router("r"), namespace("edge"), new Item.Ruleset("r", """
          table ip postern {
            set members { type ipv4_addr; }
            map doors { type ifname : verdict; }
            chain forward { type filter hook forward priority 0; policy drop; iifname vmap @doors; }
          }
          """, "r")));
      for (int n = 0; n < MANY; n++) {
        items.addAll(endpoint(n));
        items.add(new Item.Chain("r", "g_" + n, List.of("tcp dport 80 accept"), "sg"));
        items.add(new Item.Element("r", "doors", "\"p" + n + "\"", Optional.of("jump g_" + n), "eni"));
      }
      time("build", () -> lab.add(items));
      time("audit after a change", () -> assertThat(lab.missing(items)).isEmpty());
      for (int n = MANY; n < MANY + 20; n++) {
        List<Item> one = endpoint(n);
        time("one endpoint more", () -> lab.add(one));
        items.addAll(one);
      }
      for (int n = 0; n < 5; n++) {
        Item.Element member = new Item.Element("r", "members", "10.0.0." + n, Optional.empty(), "eni");
        time("one element", () -> lab.add(member));
        items.add(member);
      }
      time("audit after a change", () -> assertThat(lab.missing(items)).isEmpty());
      time("quiet audit", () -> assertThat(lab.missing(items)).isEmpty());
      assertThat(lab.kernel.counters("r")).hasSize(MANY + 21);
      List<Item> last = endpoint(MANY + 19);
      time("one endpoint less", () -> lab.remove(last.toArray(Item[]::new)));
      assertThat(lab.kernel.counters("edge")).hasSize(MANY + 20);
    }
  }

  private static void time(String what, Runnable code) {
    long start = System.nanoTime();
    code.run();
    System.out.printf("%s: %.2f ms%n", what, (System.nanoTime() - start) / 1e6);
  }

  @Test
  void nothingIsLeftAndTheHostIsUntouched() throws Exception {
    List<String> links = links();
    Path namespace = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"));
    new Lab().close();
    List<String> before = descriptors();

    Lab lab = new Lab();
    lab.add(List.of(router("r"), namespace("h"), link("r", "eh", "h", "eth0"), new Item.Ruleset("r", Lab.OPEN, "r"),
        listener("h", "eth0", "0.0.0.0", 80, "web")));
    assertThat(descriptors()).anyMatch(descriptor -> descriptor.startsWith("net:["));
    assertThat(links()).isEqualTo(links);
    lab.close();

    assertThat(descriptors()).isEqualTo(before);
    assertThat(links()).isEqualTo(links);
    assertThat(namespacesOfThreads()).containsOnly(namespace);
  }

  private static List<String> links() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream().map(NetworkInterface::getName).sorted().toList();
  }

  /** What is open, by what it is: numbers of sockets and pipes differ, so those are counted by kind. */
  private static List<String> descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.map(ManyTest::target).filter(target -> target.startsWith("net:[") || target.startsWith("socket:"))
          .map(target -> target.startsWith("socket:") ? "socket" : target).sorted().toList();
    }
  }

  private static List<Path> namespacesOfThreads() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
      return all.map(task -> Path.of(target(task.resolve("ns/net")))).filter(path -> !path.toString().isEmpty()).toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed or ended meanwhile
    }
  }
}
