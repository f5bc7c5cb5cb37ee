package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.policy.Excess;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;

/**
 * The form of an endpoint policy: a JSON policy document of at most 20,480 characters, white space included.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html">AWS</a>
 */
final class EndpointPolicy {
  private static final String GATEWAY_ALLOW_ALL =
      "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  /** Each comma is followed by a blank, as in AWS's answers. */
  private static final String INTERFACE_ALLOW_ALL =
      """
      {
        "Statement": [
          {
            "Action": "*",\s
            "Effect": "Allow",\s
            "Principal": "*",\s
            "Resource": "*"
          }
        ]
      }""";

  private EndpointPolicy() {}

  /** What AWS gives an endpoint that was made without a policy: everything is allowed, in words that differ with the type. */
  static String ofNew(VpcEndpoint.Type type) {
    return switch (type) {
      case GATEWAY -> GATEWAY_ALLOW_ALL;
      case INTERFACE -> INTERFACE_ALLOW_ALL;
    };
  }

  /** The document of a request, if it has one; some services take none. */
  static Optional<String> given(ServiceOffer offer, @Nullable String document) {
    if (document != null && !offer.policySupported()) {
      throw Ec2Error.INVALID_PARAMETER.with("The VPC endpoint service " + offer.serviceName() + " does not support endpoint policies.");
    }
    return Optional.ofNullable(document).map(EndpointPolicy::checked);
  }

  /** What a request makes of an endpoint's document. */
  static String changed(VpcEndpoint endpoint, ModifyVpcEndpointRequest request) {
    boolean reset = Boolean.TRUE.equals(request.resetPolicy());
    if (reset && request.policyDocument() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters PolicyDocument and ResetPolicy cannot be used together.");
    }
    return reset ? ofNew(endpoint.type()) : given(ServiceCatalog.offer(endpoint), request.policyDocument()).orElse(endpoint.policyDocument());
  }

  /** The document as it was given. @throws AwsException {@code InvalidPolicyDocument}, with the place in the text, unless it is a policy */
  private static String checked(String document) {
    Excess.of(PolicyType.VPC_ENDPOINT, document).ifPresent(excess -> {
      throw Ec2Error.INVALID_POLICY_DOCUMENT.with("Policy document exceeds the limit of " + excess.limit() + " characters. " + excess);
    });
    try {
      PolicyDocument.parse(PolicyType.VPC_ENDPOINT, document);
    } catch (MalformedPolicy e) {
      throw Ec2Error.INVALID_POLICY_DOCUMENT.with(
          "Invalid policy document. Please check the policy syntax and ensure that Principals are valid. " + e.getMessage());
    }
    return document;
  }
}
