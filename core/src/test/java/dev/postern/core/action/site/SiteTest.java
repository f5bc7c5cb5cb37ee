package dev.postern.core.action.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Site;
import dev.postern.core.state.Observed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteTest {
  private static final String GATEWAY = "cgw-00000000000000001";
  private final Cloud cloud = new Cloud("eu-west-1");

  @BeforeEach
  void aCustomerGateway() {
    ResourceKey key = new ResourceKey("111122223333", "eu-west-1", Kind.CUSTOMER_GATEWAY, GATEWAY);
    cloud.snapshot = cloud.snapshot.with(new CustomerGateway(key, 65000, "198.51.100.1", Optional.empty()));
  }

  private <Q> Site run(Action<Q, Site> action, Q request) {
    Applied<Site> applied = action.apply(cloud.snapshot, cloud.caller, request, cloud.facts());
    cloud.snapshot = applied.next();
    return applied.response().apply(Observed.NOTHING);
  }

  private static CreateSite.Request request(List<String> cidrs, List<String> gateways, int hosts) {
    return new CreateSite.Request("hq", cidrs, gateways, List.of(), hosts, List.of(), List.of());
  }

  private Site site(String... cidrs) {
    return run(new CreateSite(), request(List.of(cidrs), List.of(GATEWAY), 2));
  }

  @Test
  void aSiteBelongsToItsGatewaysOwnerAndItsHostsCountFromBasePlusTen() {
    Site site = site("192.168.0.0/16");
    assertThat(site.key().account()).isEqualTo("111122223333");
    assertThat(site.key().region()).isEqualTo("eu-west-1");
    assertThat(site.hosts()).extracting(Site.Host::ip).containsExactly("192.168.0.10", "192.168.0.11");
    assertThat(site.hosts()).allMatch(h -> h.id().matches("onprem-0[0-9a-f]{16}"));
    assertThat(run(new AddSiteHost(), new AddSiteHost.Request(site.id())).hosts()).extracting(Site.Host::ip).endsWith("192.168.0.12");
    assertThat(cloud.snapshot.inNetwork(Site.class, GATEWAY)).hasSize(1);
    run(new DeleteSite(), new DeleteSite.Request(site.id()));
    assertThat(cloud.snapshot.inNetwork(Site.class, GATEWAY)).isEmpty();
  }

  @Test
  void whatCannotBeIsRefusedAndChangesNothing() {
    site("192.168.0.0/16");
    var before = cloud.snapshot;
    assertThatThrownBy(() -> site("192.168.5.0/24")).isInstanceOf(AwsException.class).hasMessageContaining("overlap");
    assertThatThrownBy(() -> site("172.16.0.0/16", "172.16.4.0/24")).isInstanceOf(AwsException.class).hasMessageContaining("overlaps another");
    assertThatThrownBy(() -> site("172.16.0.0/30")).isInstanceOf(AwsException.class).hasMessageContaining("between /8 and /28");
    assertThatThrownBy(() -> site()).isInstanceOf(AwsException.class);
    assertThatThrownBy(() -> site("nonsense")).isInstanceOf(AwsException.class);
    assertThatThrownBy(() -> run(new CreateSite(), request(List.of("172.16.0.0/16"), List.of("cgw-00000000000000009"), 1)))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("cgw-00000000000000009");
    assertThatThrownBy(() -> run(new CreateSite(), request(List.of("172.16.0.0/16"), List.of(), 1)))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("needs a customer gateway");
    assertThatThrownBy(() -> run(new CreateSite(), request(List.of("172.16.0.0/28"), List.of(GATEWAY), 9)))
        .as("a /28 has five addresses from base+10 on")
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("no free address");
    assertThatThrownBy(() -> run(new DeleteSite(), new DeleteSite.Request("site-00000000000000009"))).isInstanceOf(AwsException.class);
    assertThat(cloud.snapshot).isSameAs(before);
  }
}
