package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What the calls of services with few resources ask for: Direct Connect, Route 53 Resolver, Access Analyzer, CloudWatch.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsdirectconnect.html">AWS</a>
 */
public enum RegionalAsks implements Asking {
  DIRECT_CONNECT("directconnect", Map.of("ConnectionId", Kind.DIRECT_CONNECT_CONNECTION, "VirtualInterfaceId", Kind.VIRTUAL_INTERFACE)),
  ROUTE53_RESOLVER("route53resolver", Map.of("ResolverEndpointId", Kind.RESOLVER_ENDPOINT)),
  /** Its checks are of texts. */
  ACCESS_ANALYZER("access-analyzer", Map.of()),
  /** Metrics are no resources. */
  CLOUDWATCH("cloudwatch", Map.of());

  private final String service;
  private final Map<String, Kind> named;

  /** @param named the members that hold the id of what a call is about */
  RegionalAsks(String service, Map<String, Kind> named) {
    this.service = service;
    this.named = named;
  }

  @Override
  public List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    String action = service + ":" + operation;
    Ask ask =
        about(request)
            .map(resource -> TagKeys.ofResource(Ask.of(action, arn(caller, resource)), snapshot.tagsOf(key(caller, resource))))
            .orElseGet(() -> Ask.of(action, Members.text(request, "ResourceArn").orElseGet(() -> made(operation, caller))));
    return List.of(TagKeys.keys(TagKeys.requested(ask, TagKeys.given(request, "Tags")), Members.list(request, "TagKeys")));
  }

  private record Named(Kind kind, String id) {}

  private Optional<Named> about(SdkPojo request) {
    return named.entrySet().stream()
        .flatMap(member -> Members.text(request, member.getKey()).map(id -> new Named(member.getValue(), id)).stream())
        .findFirst();
  }

  /** {@code CreateResolverEndpoint} is on the endpoint that it will make; Direct Connect's calls name nothing then. */
  private String made(String operation, Caller caller) {
    return this == ROUTE53_RESOLVER && operation.equals("CreateResolverEndpoint") ? arn(caller, new Named(Kind.RESOLVER_ENDPOINT, "*")) : "*";
  }

  private String arn(Caller caller, Named resource) {
    return "arn:aws:" + service + ":" + caller.region() + ":" + caller.account() + ":" + resource.kind().resourceType() + "/" + resource.id();
  }

  private static ResourceKey key(Caller caller, Named resource) {
    return new ResourceKey(caller.account(), caller.region(), resource.kind(), resource.id());
  }
}
