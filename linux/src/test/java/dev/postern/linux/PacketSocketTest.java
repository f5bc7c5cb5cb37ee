package dev.postern.linux;

import static dev.postern.linux.Lab.host;
import static dev.postern.linux.Lab.listener;
import static dev.postern.linux.Lab.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.ip.Ip;
import dev.postern.core.plan.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketSocketTest {
  private static final int IP_HEADER = 14;

  /** A packet's parts, kept. */
  private record Seen(Instant time, int type, long source, long destination, int length) {
    static Seen of(PacketSocket.Packet p) {
      return new Seen(
          Instant.ofEpochSecond(p.seconds(), p.nanos()), Short.toUnsignedInt(p.bytes().getShort(12)), Integer.toUnsignedLong(p.bytes().getInt(IP_HEADER + 12)),
          Integer.toUnsignedLong(p.bytes().getInt(IP_HEADER + 16)), p.length());
    }
  }

  @Test
  void everyPacketThatADeviceCountsIsSeenOnceAndNoOther() throws Exception {
    try (Lab lab = new Lab()) {
      List<Item> items = new ArrayList<>(List.of(router("r"), listener("b", "", "0.0.0.0", 80, "web")));
      items.addAll(host("a", "r", "ea", "10.0.0.10"));
      items.addAll(host("b", "r", "eb", "10.0.1.10"));
      lab.add(items);
      DeviceCounters before = lab.kernel.counters("r").get("ea");
      Instant began = Instant.now();
      try (PacketSocket socket = lab.kernel.runInside("r", () -> PacketSocket.open("ea"))) {
        assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
        List<Seen> seen = new ArrayList<>();
        Instant patience = began.plus(Duration.ofSeconds(10));
        DeviceCounters after;
        do {
          for (Optional<PacketSocket.Packet> p = socket.next(); p.isPresent(); p = socket.next()) {
            seen.add(Seen.of(p.get()));
          }
          after = lab.kernel.counters("r").get("ea");
        } while (after.rxPackets() + after.txPackets() - before.rxPackets() - before.txPackets() != seen.size() && Instant.now().isBefore(patience));
        assertThat(seen).hasSize((int) (after.rxPackets() + after.txPackets() - before.rxPackets() - before.txPackets())).hasSizeGreaterThan(5);
        assertThat(seen.stream().mapToLong(Seen::length).sum()).isEqualTo(after.rxBytes() + after.txBytes() - before.rxBytes() - before.txBytes());
        assertThat(seen).allSatisfy(p -> {
          assertThat(p.type()).isEqualTo(0x0800);
          assertThat(List.of(p.source(), p.destination())).containsExactlyInAnyOrder(Ip.parse("10.0.0.10"), Ip.parse("10.0.1.10"));
          assertThat(p.time()).isBetween(began.minusSeconds(1), Instant.now().plusSeconds(1));
        });
        assertThat(seen).isSortedAccordingTo(java.util.Comparator.comparing(Seen::time));
        assertThat(socket.lost()).isZero();
        assertThat(lab.call("b", "10.0.1.10", 80)).isEqualTo("web 10.0.1.10");
        assertThat(socket.next()).as("packets of another namespace").isEmpty();
      }
    }
  }

  @Test
  void aDeviceThatIsNotThereIsSaid() throws Exception {
    try (Lab lab = new Lab()) {
      lab.add(router("r"));
      assertThatThrownBy(() -> lab.kernel.runInside("r", () -> PacketSocket.open("nothing"))).hasMessageStartingWith("find device nothing: ");
    }
  }
}
