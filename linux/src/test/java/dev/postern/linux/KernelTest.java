package dev.postern.linux;

import static dev.postern.linux.Lab.host;
import static dev.postern.linux.Lab.link;
import static dev.postern.linux.Lab.listener;
import static dev.postern.linux.Lab.namespace;
import static dev.postern.linux.Lab.route;
import static dev.postern.linux.Lab.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.plan.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KernelTest {
  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  private static List<Item> twoHosts() {
    List<Item> items = new ArrayList<>(List.of(router("r")));
    items.addAll(host("a", "r", "ea", "10.0.0.10"));
    items.addAll(host("b", "r", "eb", "10.0.1.10"));
    items.add(listener("b", "", "0.0.0.0", 80, "web"));
    return items;
  }

  @Test
  void hostsMeetThroughTheirRouter() throws Exception {
    lab.add(twoHosts());

    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
    assertThat(lab.call("a", "10.0.1.10", 81)).isEqualTo(Lab.REFUSED);
    assertThat(lab.missing(twoHosts())).isEmpty();
  }
}
