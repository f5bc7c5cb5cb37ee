package dev.postern.core.action.ec2.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.Filter;

class DhcpOptionsOperationsTest {
  private final Cloud cloud = new Cloud("eu-west-1");
  private final String vpc = new Calls(cloud).vpc("10.0.0.0/16");

  private CreateDhcpOptionsRequest options(String key, String... values) {
    return CreateDhcpOptionsRequest.builder().dhcpConfigurations(c -> c.key(key).values(values)).build();
  }

  private DeleteDhcpOptionsRequest delete(String id) {
    return DeleteDhcpOptionsRequest.builder().dhcpOptionsId(id).build();
  }

  private void associate(String id) {
    cloud.run(AssociateDhcpOptions.OPERATION, AssociateDhcpOptionsRequest.builder().dhcpOptionsId(id).vpcId(vpc).build());
  }

  private String current() {
    return cloud.get(Vpc.class, Kind.VPC, vpc).dhcpOptionsId();
  }

  @Test
  void theRegionsOwnSetNamesAmazonsDns() {
    DescribeDhcpOptionsRequest request =
        DescribeDhcpOptionsRequest.builder().filters(Filter.builder().name("value").values("AmazonProvidedDNS").build()).build();
    DhcpOptions shown = cloud.run(DescribeDhcpOptions.OPERATION, request).dhcpOptions().getFirst();
    assertThat(shown.dhcpOptionsId()).isEqualTo(current());
    assertThat(shown.dhcpConfigurations().getFirst().values().getFirst().value()).isEqualTo("eu-west-1.compute.internal");
  }

  @Test
  void aSetInUseIsNotDeleted() {
    String first = current();
    String second = cloud.run(CreateDhcpOptions.OPERATION, options("domain-name", "corp.example")).dhcpOptions().dhcpOptionsId();
    associate(second);
    assertThat(current()).isEqualTo(second);
    assertThat(cloud.refused(DeleteDhcpOptions.OPERATION, delete(second)).code()).isEqualTo("DependencyViolation");
    cloud.run(DeleteDhcpOptions.OPERATION, delete(first));
    associate("default");
    cloud.run(DeleteDhcpOptions.OPERATION, delete(second));
    assertThat(cloud.refused(DeleteDhcpOptions.OPERATION, delete(second)).code()).isEqualTo("InvalidDhcpOptionID.NotFound");
    assertThat(current()).isEqualTo("default");
  }

  @ParameterizedTest
  @CsvSource({"colour, red", "domain-name, a..b", "domain-name-servers, dns.example", "ntp-servers, 10.0.0.300", "netbios-node-type, 3"})
  void wrongValuesAreRefused(String key, String value) {
    assertThat(cloud.refused(CreateDhcpOptions.OPERATION, options(key, value)).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void aDomainNameIsNamesAndNothingElse() {
    assertThat(cloud.refused(CreateDhcpOptions.OPERATION, options("domain-name", "a.example\nnameserver 10.0.0.9")).code())
        .isEqualTo("InvalidParameterValue");
    cloud.run(CreateDhcpOptions.OPERATION, options("domain-name", "a.example b.example"));
  }

  @Test
  void fiveServersAndNoOptionsAreRefused() {
    assertThat(
            cloud.refused(CreateDhcpOptions.OPERATION, options("domain-name-servers", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"))
                .code())
        .isEqualTo("InvalidParameterValue");
    assertThat(cloud.refused(CreateDhcpOptions.OPERATION, CreateDhcpOptionsRequest.builder().build()).code()).isEqualTo("MissingParameter");
  }
}
