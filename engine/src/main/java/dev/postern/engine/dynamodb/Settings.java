package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.TABLE_NOT_FOUND;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.TableKey;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsStatus;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeEndpointsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeEndpointsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeLimitsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeLimitsResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;

/** The settings that infrastructure tools read and that are always as AWS has them for a new table or account. */
final class Settings {
  private final Store store;

  Settings(Store store) {
    this.store = store;
  }

  /** Continuous backups are on for every table in AWS; what would restore from them, point-in-time recovery, is off. */
  DescribeContinuousBackupsResponse continuousBackups(Caller caller, DescribeContinuousBackupsRequest request) {
    TableKey key = TableNames.resolve(caller, request.tableName());
    store.table(key).orElseThrow(() -> TABLE_NOT_FOUND.saying("Table not found: " + key.name()));
    return DescribeContinuousBackupsResponse.builder()
        .continuousBackupsDescription(backups -> backups
            .continuousBackupsStatus(ContinuousBackupsStatus.ENABLED)
            .pointInTimeRecoveryDescription(recovery -> recovery.pointInTimeRecoveryStatus(PointInTimeRecoveryStatus.DISABLED)))
        .build();
  }

  DescribeEndpointsResponse endpoints(Caller caller, DescribeEndpointsRequest request) {
    return DescribeEndpointsResponse.builder()
        .endpoints(endpoint -> endpoint.address("dynamodb." + caller.region() + ".amazonaws.com").cachePeriodInMinutes(1440L))
        .build();
  }

  /** The default quotas. <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html">AWS</a> */
  DescribeLimitsResponse limits(Caller caller, DescribeLimitsRequest request) {
    return DescribeLimitsResponse.builder()
        .accountMaxReadCapacityUnits(80_000L)
        .accountMaxWriteCapacityUnits(80_000L)
        .tableMaxReadCapacityUnits(40_000L)
        .tableMaxWriteCapacityUnits(40_000L)
        .build();
  }
}
