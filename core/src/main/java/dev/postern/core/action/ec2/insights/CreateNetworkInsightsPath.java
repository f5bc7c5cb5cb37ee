package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInsightsPathRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInsightsPathResponse;

/**
 * Writes down from where to where, and for which packets, somebody wants to know the way.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInsightsPath.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidParameterValue}, {@code InvalidParameterCombination}, {@code UnsupportedOperation} for an
 * endpoint service, the {@code .Malformed} and {@code .NotFound} of the ends' kinds, {@code IdempotentParameterMismatch}, {@code TagLimitExceeded}.
 */
public final class CreateNetworkInsightsPath implements Action<CreateNetworkInsightsPathRequest, CreateNetworkInsightsPathResponse> {
  private static final String NAME = "CreateNetworkInsightsPath";

  public static final Operation<CreateNetworkInsightsPathRequest, CreateNetworkInsightsPathResponse> OPERATION =
      Operation.of(
          NAME,
          CreateNetworkInsightsPathRequest.class,
          new CreateNetworkInsightsPath(),
          "SourceIp",
          "DestinationIp",
          "Source",
          "Destination",
          "Protocol",
          "DestinationPort",
          "TagSpecification",
          "ClientToken",
          "FilterAtSource",
          "FilterAtDestination");

  @Override
  public Applied<CreateNetworkInsightsPathResponse> apply(Snapshot snapshot, Caller caller, CreateNetworkInsightsPathRequest request, Facts facts) {
    String token = Lookup.given(request.clientToken(), "ClientToken");
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.NETWORK_INSIGHTS_PATH);
    for (String id : Idempotency.earlier(snapshot, caller, NAME, token, request, facts)) {
      Optional<NetworkInsightsPath> earlier = snapshot.find(NetworkInsightsPath.class, Lookup.key(caller, Kind.NETWORK_INSIGHTS_PATH, id));
      if (earlier.isPresent()) {
        return shown(snapshot, earlier.get());
      }
    }
    Ends ends = new Ends(snapshot, caller);
    NetworkInsightsPath path =
        new NetworkInsightsPath(
            Lookup.key(caller, Kind.NETWORK_INSIGHTS_PATH, facts.seed().id(Kind.NETWORK_INSIGHTS_PATH.prefix())),
            ends.require(Lookup.given(request.source(), "Source"), "Source"),
            Optional.ofNullable(request.destination()).map(d -> ends.require(d, "Destination")),
            address(request.sourceIp(), "SourceIp"),
            address(request.destinationIp(), "DestinationIp"),
            protocol(Lookup.given(request.protocolAsString(), "Protocol")),
            port(request.destinationPort(), "DestinationPort"),
            Optional.ofNullable(request.filterAtSource()).map(f -> PathFilters.of(f, "FilterAtSource")),
            Optional.ofNullable(request.filterAtDestination()).map(f -> PathFilters.of(f, "FilterAtDestination")),
            facts.now());
    requireConsistent(path);
    Snapshot next = snapshot.with(path).withTags(path.key(), tags);
    return shown(Idempotency.remember(next, caller, NAME, token, request, facts, List.of(path.id())), path);
  }

  private static Applied<CreateNetworkInsightsPathResponse> shown(Snapshot snapshot, NetworkInsightsPath path) {
    return Applied.of(snapshot, CreateNetworkInsightsPathResponse.builder().networkInsightsPath(PathView.of(snapshot, path)).build());
  }

  private static void requireConsistent(NetworkInsightsPath path) {
    boolean filtered = path.atSource().isPresent() || path.atDestination().isPresent();
    if (filtered && (path.sourceIp().isPresent() || path.destinationIp().isPresent() || path.destinationPort().isPresent())) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "FilterAtSource and FilterAtDestination cannot be used together with SourceIp, DestinationIp or DestinationPort. Give addresses and ports in the filters.");
    }
    boolean addressed =
        path.atSource().flatMap(NetworkInsightsPath.Filter::destinationAddress).isPresent();
    if (path.destination().isEmpty() && !addressed) {
      throw Ec2Error.MISSING_PARAMETER.with("Destination: it can be left out when FilterAtSource.DestinationAddress says where packets go");
    }
  }

  static Optional<String> address(@Nullable String text, String parameter) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Ip.text(Lookup.address(text, parameter)));
  }

  static Optional<Integer> port(@Nullable Integer port, String parameter) {
    if (port != null && (port < 0 || port > 65535)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + port + ") for parameter " + parameter + " is invalid. Expected a port from 0 to 65535.");
    }
    return Optional.ofNullable(port);
  }

  private static String protocol(String text) {
    if (!text.equals("tcp") && !text.equals("udp")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + text + ") for parameter Protocol is invalid. Expected tcp or udp.");
    }
    return text;
  }
}
