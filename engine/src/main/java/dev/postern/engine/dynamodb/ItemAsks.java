package dev.postern.engine.dynamodb;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.error.AwsException;
import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.KeyCondition;
import dev.postern.engine.dynamodb.expression.Path;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.KeySchema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What the operations on the items of one table ask for. The keys {@code dynamodb:Select} and {@code dynamodb:ReturnValues} are there as what
 * holds when a request leaves them out.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html">AWS</a>
 */
final class ItemAsks {
  private final Store store;

  ItemAsks(Store store) {
    this.store = store;
  }

  List<Ask> get(Caller caller, GetItemRequest request) {
    TableAsk ask = TableAsk.of(store, caller, request.tableName()).item(request.key());
    if (request.projectionExpression() != null) {
      ask.paths(() -> projected(Expressions.ofProjection(
          request.hasExpressionAttributeNames(), request.expressionAttributeNames(), request.projectionExpression())));
    }
    return List.of(ask
        .with("dynamodb:Select", selected(null, request.projectionExpression(), null))
        .with("dynamodb:ReturnConsumedCapacity", request.returnConsumedCapacityAsString())
        .ask("dynamodb:GetItem"));
  }

  List<Ask> put(Caller caller, PutItemRequest request) {
    TableAsk ask = TableAsk.of(store, caller, request.tableName()).item(request.item());
    if (request.conditionExpression() != null) {
      ask.paths(() -> condition(Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
          request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.condition(request.conditionExpression()))));
    }
    return List.of(written(ask, request.returnValuesAsString(), request.returnConsumedCapacityAsString()).ask("dynamodb:PutItem"));
  }

  List<Ask> delete(Caller caller, DeleteItemRequest request) {
    TableAsk ask = TableAsk.of(store, caller, request.tableName()).item(request.key());
    if (request.conditionExpression() != null) {
      ask.paths(() -> condition(Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
          request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.condition(request.conditionExpression()))));
    }
    return List.of(written(ask, request.returnValuesAsString(), request.returnConsumedCapacityAsString()).ask("dynamodb:DeleteItem"));
  }

  List<Ask> update(Caller caller, UpdateItemRequest request) {
    TableAsk ask = TableAsk.of(store, caller, request.tableName()).item(request.key());
    if (request.updateExpression() != null || request.conditionExpression() != null) {
      ask.paths(() -> updated(Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
          request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.update(request.updateExpression()),
          Expressions.condition(request.conditionExpression()))));
    }
    return List.of(written(ask, request.returnValuesAsString(), request.returnConsumedCapacityAsString()).ask("dynamodb:UpdateItem"));
  }

  List<Ask> query(Caller caller, QueryRequest request) {
    TableAsk ask = TableAsk.of(store, caller, request.tableName()).on(request.indexName());
    ask.schema().ifPresent(keys -> asked(ask, request, keys));
    return List.of(ask
        .with("dynamodb:Select", selected(request.selectAsString(), request.projectionExpression(), request.indexName()))
        .with("dynamodb:ReturnConsumedCapacity", request.returnConsumedCapacityAsString())
        .ask("dynamodb:Query"));
  }

  private static void asked(TableAsk ask, QueryRequest request, KeySchema keys) {
    try {
      Expressions expressions = Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
          request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.keyCondition(request.keyConditionExpression()),
          Expressions.filter(request.filterExpression()), Expressions.projection(request.projectionExpression()));
      Optional<KeyCondition> condition = expressions.keyCondition(keys);
      condition.ifPresent(there -> ask.leading(there.hash()).attribute(keys.hash()));
      condition.flatMap(KeyCondition::range).flatMap(_ -> keys.range()).ifPresent(ask::attribute);
      ask.paths(() -> Stream.concat(filtered(expressions), projected(expressions)));
    } catch (AwsException _) {
      // The operation refuses it.
    }
  }

  List<Ask> scan(Caller caller, ScanRequest request) {
    return List.of(TableAsk.of(store, caller, request.tableName())
        .on(request.indexName())
        .paths(() -> {
          Expressions expressions = Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
              request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.filter(request.filterExpression()),
              Expressions.projection(request.projectionExpression()));
          return Stream.concat(filtered(expressions), projected(expressions));
        })
        .with("dynamodb:Select", selected(request.selectAsString(), request.projectionExpression(), request.indexName()))
        .with("dynamodb:ReturnConsumedCapacity", request.returnConsumedCapacityAsString())
        .ask("dynamodb:Scan"));
  }

  private static TableAsk written(TableAsk ask, @Nullable String returnValues, @Nullable String returnConsumedCapacity) {
    return ask.with("dynamodb:ReturnValues", Objects.requireNonNullElse(returnValues, "NONE"))
        .with("dynamodb:ReturnConsumedCapacity", returnConsumedCapacity);
  }

  static String selected(@Nullable String select, @Nullable String projection, @Nullable String index) {
    if (select != null) {
      return select;
    }
    Select meant = projection != null ? Select.SPECIFIC_ATTRIBUTES : index != null ? Select.ALL_PROJECTED_ATTRIBUTES : Select.ALL_ATTRIBUTES;
    return meant.toString();
  }

  static Stream<Path> projected(Expressions expressions) {
    return expressions.projection().stream().map(Projection::paths).flatMap(List::stream);
  }

  static Stream<Path> condition(Expressions expressions) {
    return expressions.condition().stream().flatMap(Condition::paths);
  }

  private static Stream<Path> filtered(Expressions expressions) {
    return expressions.filter().stream().flatMap(Condition::paths);
  }

  /** What an update writes and what it reads for that. */
  static Stream<Path> updated(Expressions expressions) {
    return Stream.concat(expressions.update().allPaths(), condition(expressions));
  }
}
