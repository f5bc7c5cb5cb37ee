package dev.postern.core.action.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.action.Applied;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Observed;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailZoneTest {
  private final Cloud cloud = new Cloud("eu-west-1");

  private List<String> failed(Applied<FailedZones> applied) {
    cloud.snapshot = applied.next();
    return applied.response().apply(Observed.NOTHING).zones().stream().map(Zone::name).toList();
  }

  private List<String> fail(String zone) {
    return failed(new FailZone().apply(cloud.snapshot, cloud.caller, new FailZone.Request(zone), cloud.facts()));
  }

  private List<String> restore(String zone) {
    return failed(new RestoreZone().apply(cloud.snapshot, cloud.caller, new RestoreZone.Request(zone), cloud.facts()));
  }

  @Test
  void zonesOfAnyRegionFailByNameOrIdAndAreListedInOrder() {
    assertThat(fail("us-east-1b")).containsExactly("us-east-1b");
    assertThat(fail("euw1-az1")).containsExactly("eu-west-1a", "us-east-1b");
    assertThat(cloud.snapshot.inNetwork(ZoneFault.class, ZoneFault.unit("us-east-1b")))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.key().account()).isEqualTo("000000000000");
          assertThat(fault.key().region()).isEqualTo("us-east-1");
        });
  }

  @Test
  void failingTwiceAndRestoringTwiceChangesNothing() {
    fail("us-east-1a");
    var once = cloud.snapshot;
    assertThat(fail("us-east-1a")).containsExactly("us-east-1a");
    assertThat(cloud.snapshot).isSameAs(once);
    assertThat(restore("use1-az1")).isEmpty();
    var restored = cloud.snapshot;
    assertThat(restore("us-east-1a")).isEmpty();
    assertThat(cloud.snapshot).isSameAs(restored);
  }

  @Test
  void aZoneThatAwsDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> fail("us-east-1z")).isInstanceOf(AwsException.class).hasMessage("Invalid availability zone: [us-east-1z]");
    assertThatThrownBy(() -> restore("us-east-1")).isInstanceOf(AwsException.class);
  }
}
