package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What Route 53's calls ask for: the operation on the hosted zone or change that they name; its ARNs say no account.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html">AWS</a>
 */
public final class Route53Asks {
  private Route53Asks() {}

  /** As {@link Asking} says. */
  public static List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    Optional<String> named =
        Members.text(request, "Id")
            .or(() -> Members.text(request, "HostedZoneId"))
            .map(id -> (operation.equals("GetChange") ? "change/" : "hostedzone/") + id.substring(id.lastIndexOf('/') + 1))
            .or(() -> Members.text(request, "ResourceId").map(id -> Members.text(request, "ResourceType").orElse("hostedzone") + "/" + id));
    Ask ask = Ask.of("route53:" + operation, named.map(n -> "arn:aws:route53:::" + n).orElse("*"));
    return List.of(changes(vpcs(ask, operation, request), request));
  }

  private static Ask vpcs(Ask ask, String operation, SdkPojo request) {
    String structure = operation.equals("ListHostedZonesByVPC") ? "" : "VPC.";
    Optional<String> id = Members.text(request, structure + "VPCId");
    return id.isEmpty()
        ? ask
        : ask.with("route53:VPCs", "VPCId=" + id.get() + ",VPCRegion=" + Members.text(request, structure + "VPCRegion").orElse(""));
  }

  private static Ask changes(Ask ask, SdkPojo request) {
    List<SdkPojo> changes = Members.structures(request, "ChangeBatch.Changes");
    if (changes.isEmpty()) {
      return ask;
    }
    return ask.with("route53:ChangeResourceRecordSetsActions", each(changes, "Action"))
        .with("route53:ChangeResourceRecordSetsRecordTypes", each(changes, "ResourceRecordSet.Type"))
        .with(
            "route53:ChangeResourceRecordSetsNormalizedRecordNames",
            each(changes, "ResourceRecordSet.Name").stream().map(Route53Asks::normalized).distinct().toList());
  }

  private static List<String> each(List<SdkPojo> changes, String member) {
    return changes.stream().flatMap(c -> Members.text(c, member).stream()).distinct().toList();
  }

  /** In lower case and without the dot at the end. */
  private static String normalized(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
