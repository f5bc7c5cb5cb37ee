package dev.postern.wire.json;

import dev.postern.core.error.AwsError;
import dev.postern.core.error.DirectConnectError;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.error.ResolverError;

/** The services whose actions are asked by AWS JSON 1.1, with how they name themselves on the wire and word what is wrong with any request. */
public enum JsonApi {
  DIRECT_CONNECT("OvertureService", "com.amazonaws.directconnect", DirectConnectError.CLIENT, DirectConnectError.SERVER),
  ROUTE53_RESOLVER("Route53Resolver", "com.amazonaws.route53resolver", ResolverError.INVALID_REQUEST, ResolverError.INTERNAL_SERVICE_ERROR),
  ORGANIZATIONS("AWSOrganizationsV20161128", "com.amazonaws.organizations.v20161128", OrganizationsError.INVALID_INPUT, OrganizationsError.SERVICE);

  private final String target;
  private final String namespace;
  private final AwsError refusal;
  private final AwsError failure;

  JsonApi(String target, String namespace, AwsError refusal, AwsError failure) {
    this.target = target;
    this.namespace = namespace;
    this.refusal = refusal;
    this.failure = failure;
  }

  /** What stands before the dot in {@code X-Amz-Target}. */
  public String target() {
    return target;
  }

  /** Of the service's own errors. */
  public String namespace() {
    return namespace;
  }

  /** The service's error for a request that is wrong; its pattern is the whole message. */
  public AwsError refusal() {
    return refusal;
  }

  /** The service's error for what went wrong on its own side. */
  public AwsError failure() {
    return failure;
  }
}
