package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.region.Region;
import dev.postern.core.state.Snapshot;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** What a launch says of its instances besides their interfaces, checked. */
record LaunchOptions(
    String imageId,
    String instanceType,
    int minCount,
    int maxCount,
    Optional<String> userData,
    Optional<String> instanceProfileArn,
    boolean httpTokensRequired) {
  private static final int USER_DATA_LIMIT = 16384;

  static LaunchOptions of(Snapshot snapshot, Caller caller, RunInstancesRequest request) {
    int min = Lookup.given(request.minCount(), "MinCount");
    int max = Lookup.given(request.maxCount(), "MaxCount");
    if (min < 1 || max < min) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Value (" + min + ") for parameter minCount is invalid. minCount must be at least 1 and at most maxCount (" + max + ").");
    }
    if (max > 1 && request.privateIpAddress() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "A private IP address may not be specified when launching more than one instance.");
    }
    if (request.monitoring() != null && Boolean.TRUE.equals(request.monitoring().enabled())) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("Monitoring.Enabled=true is not built in Postern.");
    }
    if (Boolean.TRUE.equals(request.ebsOptimized())) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("EbsOptimized=true is not built in Postern, which has no volumes.");
    }
    return new LaunchOptions(
        Images.wellFormed(Lookup.given(request.imageId(), "ImageId")),
        InstanceTypes.checked(request.instanceTypeAsString()),
        min,
        max,
        userData(request.userData()),
        Profiles.arn(snapshot, caller, request.iamInstanceProfile()),
        request.metadataOptions() != null
            && httpTokensRequired(request.metadataOptions().httpTokensAsString(), request.metadataOptions().httpEndpointAsString()));
  }

  /** The subnet that the instance-level parameters choose. */
  static Subnet subnet(Snapshot snapshot, Caller caller, RunInstancesRequest request) {
    Optional<String> zone = Optional.ofNullable(request.placement()).flatMap(p -> Optional.ofNullable(p.availabilityZone()));
    if (zone.isPresent() && Region.require(caller.region()).zones().stream().noneMatch(z -> z.name().equals(zone.get()))) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Invalid availability zone: [" + zone.get() + "]");
    }
    if (request.subnetId() == null) {
      return LaunchSubnet.ofDefaultVpc(snapshot, caller, zone);
    }
    Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, request.subnetId());
    if (zone.isPresent() && !zone.get().equals(subnet.availabilityZone())) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "The availability zone '" + zone.get() + "' does not match the zone of subnet " + subnet.id() + ".");
    }
    return subnet;
  }

  /** User data stays in Base64; what it decodes to has at most 16 KB. */
  static Optional<String> userData(@Nullable String base64) {
    if (base64 == null || base64.isEmpty()) {
      return Optional.empty();
    }
    byte[] data;
    try {
      data = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Invalid BASE64 encoding of user data.");
    }
    if (!base64.matches("[A-Za-z0-9+/=\\s]*")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Invalid BASE64 encoding of user data.");
    }
    if (data.length > USER_DATA_LIMIT) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("User data is limited to " + USER_DATA_LIMIT + " bytes");
    }
    return Optional.of(Base64.getEncoder().encodeToString(data));
  }

  static boolean httpTokensRequired(@Nullable String tokens, @Nullable String endpoint) {
    if (endpoint != null && !endpoint.equals("enabled")) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("MetadataOptions.HttpEndpoint=" + endpoint + " is not built in Postern.");
    }
    if (tokens != null && !tokens.equals("required") && !tokens.equals("optional")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + tokens + ") for parameter HttpTokens is invalid.");
    }
    return "required".equals(tokens);
  }
}
