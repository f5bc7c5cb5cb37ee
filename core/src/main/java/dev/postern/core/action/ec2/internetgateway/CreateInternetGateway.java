package dev.postern.core.action.ec2.internetgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;

/**
 * Makes an internet gateway, attached to nothing.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code TagLimitExceeded}.
 */
public final class CreateInternetGateway implements Action<CreateInternetGatewayRequest, CreateInternetGatewayResponse> {
  public static final Operation<CreateInternetGatewayRequest, CreateInternetGatewayResponse> OPERATION =
      Operation.of("CreateInternetGateway", CreateInternetGatewayRequest.class, new CreateInternetGateway(), "TagSpecification");

  @Override
  public Applied<CreateInternetGatewayResponse> apply(Snapshot snapshot, Caller caller, CreateInternetGatewayRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.INTERNET_GATEWAY);
    InternetGateway gateway = new InternetGateway(Lookup.key(caller, Kind.INTERNET_GATEWAY, facts.seed().id("igw")), Optional.empty());
    Snapshot next = snapshot.with(gateway).withTags(gateway.key(), tags);
    return Applied.of(next, CreateInternetGatewayResponse.builder().internetGateway(InternetGatewayView.of(next, gateway)).build());
  }
}
