package dev.postern.linux;

import static dev.postern.linux.Lab.host;
import static dev.postern.linux.Lab.listener;
import static dev.postern.linux.Lab.router;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.plan.Item;
import dev.postern.linux.netlink.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final Item.Ruleset TRANSLATING = new Item.Ruleset("r", """
      table ip postern {
        chain forward { type filter hook forward priority 0; policy accept; ct state established,related accept; }
        chain inward { type nat hook prerouting priority dstnat; ip daddr 198.51.100.7 dnat to 10.0.1.10; }
      }
      """, "r");

  @Test
  void aTranslatedConnectionIsSeenWithBothItsFacesAndCanBeEnded() throws Exception {
    try (Lab lab = new Lab()) {
      List<Item> items = new ArrayList<>(List.of(router("r"), TRANSLATING, listener("b", "", "0.0.0.0", 80, "web")));
      items.addAll(host("a", "r", "ea", "10.0.0.10"));
      items.addAll(host("b", "r", "eb", "10.0.1.10"));
      lab.add(items);
      assertThat(lab.call("a", "198.51.100.7", 80)).isEqualTo("web 10.0.0.10");

      List<Connection> tracked = lab.kernel.connections("r");
      assertThat(tracked).hasSize(1).first().satisfies(connection -> {
        assertThat(connection.protocol()).isEqualTo(6);
        assertThat(connection.original().source()).isEqualTo("10.0.0.10");
        assertThat(connection.original().destination()).isEqualTo("198.51.100.7");
        assertThat(connection.original().destinationPort()).isEqualTo(80);
        assertThat(connection.reply().source()).isEqualTo("10.0.1.10");
        assertThat(connection.reply().destinationPort()).isEqualTo(connection.original().sourcePort());
      });

      assertThat(lab.kernel.forgetConnections("r", "198.51.100.8")).isZero();
      assertThat(lab.kernel.forgetConnections("r", "198.51.100.7")).isEqualTo(1);
      assertThat(lab.kernel.connections("r")).isEmpty();
    }
  }
}
