package dev.postern.engine.dynamodb;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.engine.dynamodb.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What batches and transactions ask for: a batch its own action on each table, a transaction the action of each item.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">AWS</a>
 */
final class ManyAsks {
  private final Store store;

  ManyAsks(Store store) {
    this.store = store;
  }

  List<Ask> batchGet(Caller caller, BatchGetItemRequest request) {
    List<Ask> asks = new ArrayList<>();
    request.requestItems().forEach((name, wanted) -> {
      TableAsk ask = TableAsk.of(store, caller, name);
      wanted.keys().forEach(ask::item);
      if (wanted.projectionExpression() != null) {
        ask.paths(() -> ItemAsks.projected(Expressions.ofProjection(
            wanted.hasExpressionAttributeNames(), wanted.expressionAttributeNames(), wanted.projectionExpression())));
      }
      asks.add(ask
          .with("dynamodb:Select", ItemAsks.selected(null, wanted.projectionExpression(), null))
          .with("dynamodb:ReturnConsumedCapacity", request.returnConsumedCapacityAsString())
          .ask("dynamodb:BatchGetItem"));
    });
    return asks;
  }

  List<Ask> batchWrite(Caller caller, BatchWriteItemRequest request) {
    List<Ask> asks = new ArrayList<>();
    request.requestItems().forEach((name, writes) -> {
      TableAsk ask = TableAsk.of(store, caller, name);
      for (WriteRequest write : writes) {
        if (write.putRequest() != null) {
          ask.item(write.putRequest().item());
        }
        if (write.deleteRequest() != null) {
          ask.item(write.deleteRequest().key());
        }
      }
      asks.add(ask.with("dynamodb:ReturnConsumedCapacity", request.returnConsumedCapacityAsString()).ask("dynamodb:BatchWriteItem"));
    });
    return asks;
  }

  List<Ask> transactGet(Caller caller, TransactGetItemsRequest request) {
    Gathered asks = new Gathered(caller, "TransactGetItems", request.returnConsumedCapacityAsString());
    for (TransactGetItem item : request.transactItems()) {
      Get get = item.get();
      if (get != null) {
        asks.of("dynamodb:GetItem", get.tableName())
            .item(get.key())
            .with("dynamodb:Select", ItemAsks.selected(null, get.projectionExpression(), null))
            .paths(() -> ItemAsks.projected(Expressions.ofProjection(
                get.hasExpressionAttributeNames(), get.expressionAttributeNames(), get.projectionExpression())));
      }
    }
    return asks.asks();
  }

  List<Ask> transactWrite(Caller caller, TransactWriteItemsRequest request) {
    Gathered asks = new Gathered(caller, "TransactWriteItems", request.returnConsumedCapacityAsString());
    for (TransactWriteItem item : request.transactItems()) {
      Put put = item.put();
      if (put != null) {
        asks.of("dynamodb:PutItem", put.tableName()).item(put.item()).paths(() -> ItemAsks.condition(Expressions.of(
            put.hasExpressionAttributeNames(), put.expressionAttributeNames(), put.hasExpressionAttributeValues(), put.expressionAttributeValues(),
            Expressions.condition(put.conditionExpression()))));
      }
      Delete delete = item.delete();
      if (delete != null) {
        asks.of("dynamodb:DeleteItem", delete.tableName()).item(delete.key()).paths(() -> ItemAsks.condition(Expressions.of(
            delete.hasExpressionAttributeNames(), delete.expressionAttributeNames(), delete.hasExpressionAttributeValues(),
            delete.expressionAttributeValues(), Expressions.condition(delete.conditionExpression()))));
      }
      Update update = item.update();
      if (update != null) {
        asks.of("dynamodb:UpdateItem", update.tableName()).item(update.key()).paths(() -> ItemAsks.updated(Expressions.of(
            update.hasExpressionAttributeNames(), update.expressionAttributeNames(), update.hasExpressionAttributeValues(),
            update.expressionAttributeValues(), Expressions.update(update.updateExpression()),
            Expressions.condition(update.conditionExpression()))));
      }
      ConditionCheck check = item.conditionCheck();
      if (check != null) {
        asks.of("dynamodb:ConditionCheckItem", check.tableName()).item(check.key()).paths(() -> ItemAsks.condition(Expressions.of(
            check.hasExpressionAttributeNames(), check.expressionAttributeNames(), check.hasExpressionAttributeValues(),
            check.expressionAttributeValues(), Expressions.condition(check.conditionExpression()))));
      }
    }
    return asks.asks();
  }

  /** The asks of one transaction, in the order of its items. */
  private final class Gathered {
    private record Item(String action, TableAsk ask) {}

    private final Caller caller;
    private final String operation;
    private final @Nullable String capacity;
    private final List<Item> items = new ArrayList<>();

    Gathered(Caller caller, String operation, @Nullable String capacity) {
      this.caller = caller;
      this.operation = operation;
      this.capacity = capacity;
    }

    TableAsk of(String action, @Nullable String table) {
      TableAsk ask = TableAsk.of(store, caller, table)
          .with("dynamodb:EnclosingOperation", operation)
          .with("dynamodb:ReturnConsumedCapacity", capacity);
      items.add(new Item(action, ask));
      return ask;
    }

    List<Ask> asks() {
      return items.stream().map(item -> item.ask().ask(item.action())).toList();
    }
  }
}
