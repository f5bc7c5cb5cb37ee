package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclResponse;

/**
 * Makes a network ACL without entries, which denies everything.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code IdempotentParameterMismatch}.
 */
public final class CreateNetworkAcl implements Action<CreateNetworkAclRequest, CreateNetworkAclResponse> {
  private static final String NAME = "CreateNetworkAcl";

  public static final Operation<CreateNetworkAclRequest, CreateNetworkAclResponse> OPERATION =
      Operation.of(NAME, CreateNetworkAclRequest.class, new CreateNetworkAcl(), "VpcId", "TagSpecification", "ClientToken");

  @Override
  public Applied<CreateNetworkAclResponse> apply(Snapshot snapshot, Caller caller, CreateNetworkAclRequest request, Facts facts) {
    Optional<NetworkAcl> earlier =
        Idempotency.earlier(snapshot, caller, NAME, request.clientToken(), request, facts).stream()
            .flatMap(id -> snapshot.find(NetworkAcl.class, Lookup.key(caller, Kind.NETWORK_ACL, id)).stream())
            .findFirst();
    if (earlier.isPresent()) {
      return answer(snapshot, earlier.get(), request);
    }
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.NETWORK_ACL);
    NetworkAcl acl =
        new NetworkAcl(Lookup.key(caller, Kind.NETWORK_ACL, facts.seed().id("acl")), vpc.id(), false, List.of(), List.of());
    Snapshot next =
        Idempotency.remember(
            snapshot.with(acl).withTags(acl.key(), tags), caller, NAME, request.clientToken(), request, facts, List.of(acl.id()));
    return answer(next, acl, request);
  }

  private static Applied<CreateNetworkAclResponse> answer(Snapshot next, NetworkAcl acl, CreateNetworkAclRequest request) {
    return Applied.of(
        next, CreateNetworkAclResponse.builder().networkAcl(AclView.of(next, acl)).clientToken(request.clientToken()).build());
  }
}
