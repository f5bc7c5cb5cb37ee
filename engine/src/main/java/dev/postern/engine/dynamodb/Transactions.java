package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.IDEMPOTENT_PARAMETER_MISMATCH;
import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.store.Batch;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Keys;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Bytes;
import dev.postern.engine.dynamodb.value.Item;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.ItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** TransactWriteItems and TransactGetItems: all or nothing, as of one moment. */
final class Transactions {
  private static final int MAX_ITEMS = 100;
  private static final String SEVERAL = "Transaction request cannot include multiple operations on one item";
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  private final Store store;
  private final Clock clock;

  Transactions(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  TransactWriteItemsResponse write(Caller caller, TransactWriteItemsRequest request) {
    new Constraints()
        .size("transactItems", request.transactItems(), 1, MAX_ITEMS)
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .oneOf("returnItemCollectionMetrics", request.returnItemCollectionMetricsAsString(), ReturnItemCollectionMetrics.knownValues())
        .require();
    List<ItemWrite> writes = request.transactItems().stream().map(item -> TransactionItem.read(caller, item)).toList();
    boolean metrics = request.returnItemCollectionMetrics() == ReturnItemCollectionMetrics.SIZE;
    Optional<String> token = Optional.ofNullable(request.clientRequestToken());
    String digest = token.isPresent() ? digest(request) : "";
    List<WrittenItem> written = store.write(batch -> {
      if (token.isPresent() && isRepeated(batch, caller, token.get(), digest)) {
        return List.of();
      }
      List<PlannedWrite> planned = plan(batch, writes);
      token.ifPresent(t -> batch.remember(caller.account(), caller.region(), t, digest, clock.instant().getEpochSecond(), forgotten()));
      return planned.stream().map(write -> WrittenItem.carryOut(batch, write, metrics)).toList();
    });
    TransactWriteItemsResponse.Builder response = TransactWriteItemsResponse.builder();
    List<ConsumedCapacity> capacities = Batches.capacities(written, Items.wanted(request.returnConsumedCapacity()), true).stream()
        .map(capacity -> capacity.toBuilder().writeCapacityUnits(capacity.capacityUnits()).build())
        .toList();
    if (!capacities.isEmpty()) {
      response.consumedCapacity(capacities);
    }
    Map<String, List<ItemCollectionMetrics>> measured = Batches.metrics(written);
    return measured.isEmpty() ? response.build() : response.itemCollectionMetrics(measured).build();
  }

  /** Plans all writes; what refuses any of them cancels all, with a reason for each in their order. */
  private static List<PlannedWrite> plan(Batch batch, List<ItemWrite> writes) {
    List<PlannedWrite> planned = new ArrayList<>();
    List<CancellationReason> reasons = new ArrayList<>();
    Set<PlannedWrite.Place> places = new HashSet<>();
    for (ItemWrite write : writes) {
      try {
        PlannedWrite plan = PlannedWrite.plan(batch, write);
        if (!places.add(plan.place())) {
          throw severalOnOneItem();
        }
        planned.add(plan);
        reasons.add(CancellationReason.builder().code("None").build());
      } catch (ConditionalCheckFailedException e) {
        CancellationReason.Builder reason = CancellationReason.builder()
            .code("ConditionalCheckFailed").message(DynamoDbError.CONDITIONAL_CHECK_FAILED.pattern());
        reasons.add(e.hasItem() ? reason.item(e.item()).build() : reason.build());
      } catch (AwsException e) {
        if (e.error() != VALIDATION || e.text().equals(SEVERAL)) {
          throw e;
        }
        reasons.add(CancellationReason.builder().code("ValidationError").message(e.text()).build());
      }
    }
    if (planned.size() < writes.size()) {
      throw canceled(reasons);
    }
    return planned;
  }

  private static AwsException severalOnOneItem() {
    return VALIDATION.saying(SEVERAL);
  }

  private static TransactionCanceledException canceled(List<CancellationReason> reasons) {
    String codes = reasons.stream().map(CancellationReason::code).collect(Collectors.joining(", ", "[", "]"));
    TransactionCanceledException.Builder builder = TransactionCanceledException.builder().cancellationReasons(reasons);
    builder.message("Transaction cancelled, please refer cancellation reasons for specific reasons " + codes).writableStackTrace(false);
    return (TransactionCanceledException) builder.build();
  }

  private boolean isRepeated(Batch batch, Caller caller, String token, String digest) {
    Optional<String> earlier = batch.token(caller.account(), caller.region(), token, forgotten());
    if (earlier.isPresent() && !earlier.get().equals(digest)) {
      throw IDEMPOTENT_PARAMETER_MISMATCH.saying("The provided client request token was used before with different request parameters");
    }
    return earlier.isPresent();
  }

  private long forgotten() {
    return clock.instant().minus(TOKEN_LIFE).getEpochSecond();
  }

  private static String digest(TransactWriteItemsRequest request) {
    try {
      String text = request.transactItems().toString();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One item to read. */
  private record Reading(Table table, byte[] row, Optional<Projection> projection) {}

  TransactGetItemsResponse get(Caller caller, TransactGetItemsRequest request) {
    new Constraints()
        .size("transactItems", request.transactItems(), 1, MAX_ITEMS)
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .require();
    List<Reading> readings = request.transactItems().stream().map(item -> reading(caller, item)).toList();
    Set<PlannedWrite.Place> places = new HashSet<>();
    if (!readings.stream().allMatch(r -> places.add(new PlannedWrite.Place(r.table().space(), Bytes.of(r.row()))))) {
      throw severalOnOneItem();
    }
    List<Optional<Item>> items = store.read(rows -> readings.stream().map(r -> rows.get(r.table().space(), r.row())).toList());
    List<ItemResponse> responses = new ArrayList<>();
    Map<String, Capacity> capacities = new LinkedHashMap<>();
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      ItemResponse.Builder response = ItemResponse.builder();
      items.get(i).ifPresent(item -> response.item(AttributeValues.print(reading.projection().map(p -> p.of(item)).orElse(item))));
      responses.add(response.build());
      String name = reading.table().key().name();
      Capacity capacity = Capacity.of(name, Capacity.read(items.get(i).map(Item::size).orElse(0), true)).doubled();
      capacities.merge(name, capacity, Capacity::plus);
    }
    TransactGetItemsResponse.Builder response = TransactGetItemsResponse.builder().responses(responses);
    List<ConsumedCapacity> consumed = capacities.values().stream()
        .flatMap(capacity -> capacity.print(Items.wanted(request.returnConsumedCapacity())).stream())
        .map(capacity -> capacity.toBuilder().readCapacityUnits(capacity.capacityUnits()).build())
        .toList();
    return consumed.isEmpty() ? response.build() : response.consumedCapacity(consumed).build();
  }

  private Reading reading(Caller caller, TransactGetItem item) {
    new Constraints().notNull("transactItems.1.member.get", item.get()).require();
    Get get = item.get();
    Table table = store.table(TableNames.resolve(caller, get.tableName()))
        .orElseThrow(() -> RESOURCE_NOT_FOUND.saying("Requested resource not found"));
    Expressions expressions = Expressions.ofProjection(get.hasExpressionAttributeNames(), get.expressionAttributeNames(), get.projectionExpression());
    Optional<Projection> projection = expressions.projection();
    expressions.requireAllUsed();
    return new Reading(table, Keys.ofKey(table, AttributeValues.item(get.key())), projection);
  }
}
