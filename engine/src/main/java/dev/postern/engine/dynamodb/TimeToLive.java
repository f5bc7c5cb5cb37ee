package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.store.Batch;
import dev.postern.engine.dynamodb.store.KeyRange;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Expiry;
import dev.postern.engine.dynamodb.table.Keys;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/** UpdateTimeToLive and DescribeTimeToLive; {@link Expiration} deletes what is over. */
final class TimeToLive {
  private final Store store;

  TimeToLive(Store store) {
    this.store = store;
  }

  UpdateTimeToLiveResponse update(Caller caller, UpdateTimeToLiveRequest request) {
    TableKey key = TableNames.resolve(caller, request.tableName());
    TimeToLiveSpecification wanted = request.timeToLiveSpecification();
    new Constraints().notNull("timeToLiveSpecification", wanted).require();
    new Constraints()
        .notNull("timeToLiveSpecification.enabled", wanted.enabled())
        .notNull("timeToLiveSpecification.attributeName", wanted.attributeName())
        .require();
    if (wanted.attributeName().isEmpty() || wanted.attributeName().length() > 255) {
      throw VALIDATION.saying("TimeToLiveSpecification.AttributeName must be at least 1 and at most 255 characters long");
    }
    return store.write(batch -> {
      Table table = batch.table(key).orElseThrow(() -> Tables.notFound(key));
      if (wanted.enabled()) {
        enable(batch, table, wanted.attributeName());
      } else {
        disable(batch, table, wanted.attributeName());
      }
      return UpdateTimeToLiveResponse.builder().timeToLiveSpecification(wanted).build();
    });
  }

  DescribeTimeToLiveResponse describe(Caller caller, DescribeTimeToLiveRequest request) {
    TableKey key = TableNames.resolve(caller, request.tableName());
    Table table = store.table(key).orElseThrow(() -> Tables.notFound(key));
    return DescribeTimeToLiveResponse.builder()
        .timeToLiveDescription(description -> table.expiry().ifPresentOrElse(
            expiry -> description.timeToLiveStatus(TimeToLiveStatus.ENABLED).attributeName(expiry.attribute()),
            () -> description.timeToLiveStatus(TimeToLiveStatus.DISABLED)))
        .build();
  }

  private static void enable(Batch batch, Table table, String attribute) {
    if (table.expiry().isPresent()) {
      throw VALIDATION.saying(table.expiry().get().attribute().equals(attribute)
          ? "TimeToLive is already enabled"
          : "TimeToLive is active on a different AttributeName: current AttributeName is " + table.expiry().get().attribute());
    }
    Expiry expiry = new Expiry(attribute, batch.newSpace());
    batch.rows().scan(table.space(), KeyRange.ALL, true, (row, item) -> {
      expiry.row(item, row).ifPresent(place -> batch.put(expiry.space(), place, Optional.empty(), Keys.keyOf(table, item)));
      return true;
    });
    batch.define(table.withExpiry(Optional.of(expiry)));
  }

  private static void disable(Batch batch, Table table, String attribute) {
    Expiry expiry = table.expiry().orElseThrow(() -> VALIDATION.saying("TimeToLive is already disabled"));
    if (!expiry.attribute().equals(attribute)) {
      throw VALIDATION.saying("TimeToLive is active on a different AttributeName: current AttributeName is " + expiry.attribute());
    }
    batch.dropSpace(expiry.space());
    batch.define(table.withExpiry(Optional.empty()));
  }
}
