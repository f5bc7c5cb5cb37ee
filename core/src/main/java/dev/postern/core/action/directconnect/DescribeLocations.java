package dev.postern.core.action.directconnect;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.directconnect.model.DescribeLocationsRequest;
import software.amazon.awssdk.services.directconnect.model.DescribeLocationsResponse;
import software.amazon.awssdk.services.directconnect.model.Location;

/**
 * Lists where connections can be made: on this machine, whatever the Region.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeLocations.html">AWS</a>
 *
 * <p>Errors: none.
 */
public final class DescribeLocations implements Action<DescribeLocationsRequest, DescribeLocationsResponse> {
  public static final Operation<DescribeLocationsRequest, DescribeLocationsResponse> OPERATION =
      Operation.of("DescribeLocations", DescribeLocationsRequest.class, new DescribeLocations());

  @Override
  public Applied<DescribeLocationsResponse> apply(Snapshot snapshot, Caller caller, DescribeLocationsRequest request, Facts facts) {
    Location here =
        Location.builder()
            .locationCode("Postern")
            .locationName("Postern, on this machine")
            .region(caller.region())
            .availablePortSpeeds(CreateConnection.BANDWIDTHS.stream().sorted().toList())
            .availableProviders(List.of())
            .build();
    return Applied.of(snapshot, DescribeLocationsResponse.builder().locations(here).build());
  }
}
