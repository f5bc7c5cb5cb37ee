package dev.postern.core.action.ec2.subnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetAddressesTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String subnetId = calls.subnet(calls.vpc("10.0.0.0/16"), "10.0.0.16/28");
  private final Subnet subnet = cloud.get(Subnet.class, Kind.SUBNET, subnetId);

  @Test
  void aFullSubnetHasNoFreeAddress() {
    for (int i = 0; i < 11; i++) {
      calls.networkInterface(subnetId);
    }
    assertThat(SubnetAddresses.available(cloud.snapshot, subnet)).isZero();
    assertThatThrownBy(() -> SubnetAddresses.pick(cloud.snapshot, subnet))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(AwsException.class))
        .returns("InsufficientFreeAddressesInSubnet", AwsException::code);
  }

  @Test
  void severalArePickedAroundTakenOnes() {
    calls.networkInterface(subnetId);
    assertThat(SubnetAddresses.pick(cloud.snapshot, subnet, 2, Set.of("10.0.0.22"))).containsExactly("10.0.0.21", "10.0.0.23");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.19, InvalidParameterValue",
    "10.0.0.31, InvalidParameterValue",
    "10.0.0.32, InvalidParameterValue",
    "10.0.0.20, InvalidIPAddress.InUse",
    "10.0.0.300, InvalidParameterValue"
  })
  void anAddressThatCannotBeHadIsRefused(String address, String code) {
    calls.networkInterface(subnetId);
    assertThatThrownBy(() -> SubnetAddresses.require(cloud.snapshot, subnet, address))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(AwsException.class))
        .returns(code, AwsException::code);
  }
}
