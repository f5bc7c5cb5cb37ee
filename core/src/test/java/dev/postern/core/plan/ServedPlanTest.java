package dev.postern.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.Served;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ServedPlanTest {
  private static final String ENDPOINT = "vpce-00000000000000001";

  @Test
  void anEndpointWhoseServiceIsAnsweredOnNoPortIsThereAllTheSame() {
    List<Item> items = plan(List.of());
    assertThat(items).noneMatch(Item.Listener.class::isInstance);
    assertThat(items).extracting(Item::origin).contains(ENDPOINT);
  }

  @Test
  void eachPortHasASocketThatKnowsTheEndpoint() {
    assertThat(plan(List.of(443, 8443)))
        .filteredOn(Item.Listener.class::isInstance)
        .extracting(i -> ((Item.Listener) i).port() + " " + i.origin())
        .containsExactlyInAnyOrder("443 " + ENDPOINT, "8443 " + ENDPOINT);
  }

  private static List<Item> plan(List<Integer> ports) {
    Port port =
        new Port(
            "eni-00000000000000001", ENDPOINT, Port.HostKind.ENDPOINT, 0, "subnet-00000000000000001", "02:00:00:00:00:01",
            List.of(Ip.parse("10.0.0.5")), true, List.of("sg-00000000000000001"));
    return ServedPlan.of(fabric(), port, new Served.Endpoint(ENDPOINT, "com.amazonaws.us-east-1.cassandra", "us-east-1", ports), "goto groups_in_0", "goto groups_out_0");
  }

  private static Fabric fabric() {
    return new Fabric(
        "vpc-00000000000000001", "000000000000", "us-east-1", List.of(Cidr.parse("10.0.0.0/16")), none(), none(), none(), none(), none(), none(), none(),
        Optional.empty(), none(), none(), none(), none(), none(), List.of(), Collections.emptySortedSet());
  }

  private static <K, V> SortedMap<K, V> none() {
    return Collections.emptySortedMap();
  }
}
