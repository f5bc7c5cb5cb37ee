package dev.postern.core.action.directconnect;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.DirectConnectError;
import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.Set;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.directconnect.model.CreateConnectionRequest;
import software.amazon.awssdk.services.directconnect.model.CreateConnectionResponse;

/**
 * Makes a connection: the line on which virtual interfaces are made. Its location is kept, not checked; its bandwidth is no limit to packets.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateConnection.html">AWS</a>
 *
 * <p>Errors: {@code DirectConnectClientException}, {@code DuplicateTagKeysException}, {@code TooManyTagsException}.
 */
public final class CreateConnection implements Action<CreateConnectionRequest, CreateConnectionResponse> {
  /** What AWS has for a connection of one's own. */
  static final Set<String> BANDWIDTHS = Set.of("1Gbps", "10Gbps", "100Gbps", "400Gbps");

  public static final Operation<CreateConnectionRequest, CreateConnectionResponse> OPERATION =
      Operation.of(
          "CreateConnection",
          CreateConnectionRequest.class,
          new CreateConnection(),
          "location",
          "bandwidth",
          "connectionName",
          "requestMACSec",
          "tags");

  @Override
  public Applied<CreateConnectionResponse> apply(Snapshot snapshot, Caller caller, CreateConnectionRequest request, Facts facts) {
    TreePMap<String, String> tags = Tagging.of(request.tags());
    String location = Require.given(request.location(), "location");
    String bandwidth = Require.given(request.bandwidth(), "bandwidth");
    String name = Require.given(request.connectionName(), "connectionName");
    Require.only(false, request.requestMACSec(), "requestMACSec");
    if (!BANDWIDTHS.contains(bandwidth)) {
      throw DirectConnectError.CLIENT.with("Bandwidth " + bandwidth + " is not supported: use 1Gbps, 10Gbps, 100Gbps or 400Gbps");
    }
    DirectConnectConnection made =
        new DirectConnectConnection(
            Lookup.key(caller, Kind.DIRECT_CONNECT_CONNECTION, Kind.DIRECT_CONNECT_CONNECTION.prefix() + "-" + facts.seed().hex(8)),
            name,
            location,
            bandwidth);
    Snapshot next = snapshot.with(made).withTags(made.key(), tags);
    return Applied.of(next, SameMembers.copied(ConnectionView.of(next, made, "available"), CreateConnectionResponse.builder()).build());
  }
}
