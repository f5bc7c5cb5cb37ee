package dev.postern.core.action.ec2.dhcp;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.NewDhcpConfiguration;

/**
 * Makes a DHCP options set.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code TagLimitExceeded}, {@code MissingParameter}.
 */
public final class CreateDhcpOptions implements Action<CreateDhcpOptionsRequest, CreateDhcpOptionsResponse> {
  private static final Map<String, Predicate<List<String>>> KEYS =
      Map.of(
          "domain-name", v -> v.size() == 1 && v.getFirst().matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*( [A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*)*"),
          "domain-name-servers", v -> v.equals(List.of("AmazonProvidedDNS")) || addresses(v),
          "ntp-servers", CreateDhcpOptions::addresses,
          "netbios-name-servers", CreateDhcpOptions::addresses,
          "netbios-node-type", v -> v.size() == 1 && v.getFirst().matches("[1248]"));

  public static final Operation<CreateDhcpOptionsRequest, CreateDhcpOptionsResponse> OPERATION =
      Operation.of("CreateDhcpOptions", CreateDhcpOptionsRequest.class, new CreateDhcpOptions(), "DhcpConfiguration", "TagSpecification");

  @Override
  public Applied<CreateDhcpOptionsResponse> apply(Snapshot snapshot, Caller caller, CreateDhcpOptionsRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.DHCP_OPTIONS);
    if (request.dhcpConfigurations().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("dhcpConfiguration");
    }
    SortedMap<String, List<String>> configurations = new TreeMap<>();
    for (NewDhcpConfiguration configuration : request.dhcpConfigurations()) {
      String key = Lookup.given(configuration.key(), "DhcpConfiguration.Key");
      Predicate<List<String>> valid = KEYS.get(key);
      if (valid == null || !valid.test(configuration.values())) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with(
            "Value (" + String.join(", ", configuration.values()) + ") for parameter " + key + " is invalid.");
      }
      configurations.put(key, List.copyOf(configuration.values()));
    }
    DhcpOptions options = new DhcpOptions(Lookup.key(caller, Kind.DHCP_OPTIONS, facts.seed().id("dopt")), configurations);
    Snapshot next = snapshot.with(options).withTags(options.key(), tags);
    return Applied.of(next, CreateDhcpOptionsResponse.builder().dhcpOptions(DhcpOptionsView.of(next, options)).build());
  }

  /** One to four IPv4 addresses. */
  private static boolean addresses(List<String> values) {
    return !values.isEmpty() && values.size() <= 4 && values.stream().allMatch(Ip::isAddress);
  }
}
