package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.action.lambda.FunctionRef;
import dev.postern.core.authorize.Ask;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What Lambda's calls ask for: the operation on the function, and {@code iam:PassRole} where it is given a role.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html">AWS</a>
 */
public final class LambdaAsks {
  private LambdaAsks() {}

  /** As {@link Asking} says. @throws dev.postern.core.error.AwsException for what is no function's name */
  public static List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    Ask ask = Ask.of("lambda:" + (operation.equals("Invoke") ? "InvokeFunction" : operation), "*");
    Optional<String> named = Members.text(request, "FunctionName").or(() -> Members.text(request, "Resource"));
    if (named.isPresent()) {
      FunctionRef function = FunctionRef.of(caller, named.get(), Members.text(request, "Qualifier").orElse(null));
      ResourceKey key = new ResourceKey(function.account(), function.region(), Kind.FUNCTION, function.name());
      ask = TagKeys.ofResource(Ask.of(ask.action(), function.arn()), snapshot.tagsOf(key));
    }
    ask = TagKeys.requested(ask, Members.map(request, "Tags"));
    ask = TagKeys.keys(ask, Members.list(request, "TagKeys"));
    List<Ask> asks = new ArrayList<>();
    asks.add(network(ask, request, snapshot));
    Members.text(request, "Role").map(role -> IamAsks.passing(snapshot, role, "lambda.amazonaws.com")).ifPresent(asks::add);
    return asks;
  }

  private static Ask network(Ask ask, SdkPojo request, Snapshot snapshot) {
    List<String> subnets = Members.list(request, "VpcConfig.SubnetIds");
    List<String> vpcs = subnets.stream().flatMap(id -> snapshot.located(Subnet.class, id).stream()).map(Subnet::vpcId).distinct().toList();
    Ask with = put(ask, "lambda:VpcIds", vpcs);
    with = put(with, "lambda:SubnetIds", subnets);
    with = put(with, "lambda:SecurityGroupIds", Members.list(request, "VpcConfig.SecurityGroupIds"));
    return put(with, "lambda:Layer", Members.list(request, "Layers"));
  }

  private static Ask put(Ask ask, String key, List<String> values) {
    return values.isEmpty() ? ask : ask.with(key, values);
  }
}
