package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateCustomerGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateCustomerGatewayResponse;

/**
 * Makes a customer gateway; one with the same address, ASN and device name is given back instead of a second.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code InvalidParameterCombination}, {@code MissingParameter}, {@code TagLimitExceeded}.
 */
public final class CreateCustomerGateway implements Action<CreateCustomerGatewayRequest, CreateCustomerGatewayResponse> {
  private static final long DEFAULT_ASN = 65000;

  public static final Operation<CreateCustomerGatewayRequest, CreateCustomerGatewayResponse> OPERATION =
      Operation.of(
          "CreateCustomerGateway",
          CreateCustomerGatewayRequest.class,
          new CreateCustomerGateway(),
          "Type",
          "BgpAsn",
          "IpAddress",
          "PublicIp",
          "DeviceName",
          "TagSpecification");

  @Override
  public Applied<CreateCustomerGatewayResponse> apply(Snapshot snapshot, Caller caller, CreateCustomerGatewayRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.CUSTOMER_GATEWAY);
    VpnType.require(request.typeAsString());
    CustomerGateway asked =
        new CustomerGateway(
            Lookup.key(caller, Kind.CUSTOMER_GATEWAY, facts.seed().id(Kind.CUSTOMER_GATEWAY.prefix())),
            asn(request.bgpAsn()),
            address(request),
            Optional.ofNullable(request.deviceName()));
    Optional<CustomerGateway> same =
        snapshot.all(CustomerGateway.class, Kind.CUSTOMER_GATEWAY, caller.account(), caller.region()).stream()
            .filter(g -> isSame(g, asked))
            .findFirst();
    CustomerGateway gateway = same.orElse(asked);
    Snapshot next = same.isPresent() ? snapshot : snapshot.with(asked).withTags(asked.key(), tags);
    return Applied.of(next, CreateCustomerGatewayResponse.builder().customerGateway(CustomerGatewayView.of(next, gateway)).build());
  }

  private static boolean isSame(CustomerGateway one, CustomerGateway other) {
    return one.ipAddress().equals(other.ipAddress()) && one.bgpAsn() == other.bgpAsn() && one.deviceName().equals(other.deviceName());
  }

  private static long asn(@Nullable Integer given) {
    if (given == null) {
      return DEFAULT_ASN;
    }
    if (given < 1) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + given + ") for parameter bgpAsn is invalid. Expected 1 to 2147483647.");
    }
    return given;
  }

  /** {@code PublicIp} is the older name of {@code IpAddress}. */
  private static String address(CreateCustomerGatewayRequest request) {
    if (request.ipAddress() != null && request.publicIp() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters ipAddress and publicIp cannot be used together");
    }
    return request.publicIp() != null
        ? Ip.text(Lookup.address(request.publicIp(), "publicIp"))
        : Ip.text(Lookup.address(Lookup.given(request.ipAddress(), "IpAddress"), "ipAddress"));
  }
}
