package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.expression.Update;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Keys;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Item;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** GetItem, PutItem, UpdateItem and DeleteItem. */
final class Items {
  private final Store store;

  Items(Store store) {
    this.store = store;
  }

  GetItemResponse get(Caller caller, GetItemRequest request) {
    TableKey name = TableNames.resolve(caller, request.tableName());
    new Constraints()
        .notNull("key", request.hasKey() ? request.key() : null)
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .require();
    Expressions expressions = Expressions.ofProjection(
        request.hasExpressionAttributeNames(), request.expressionAttributeNames(), request.projectionExpression());
    Optional<Projection> projection = expressions.projection();
    expressions.requireAllUsed();
    Item key = AttributeValues.item(request.key());
    Table table = require(name);
    byte[] row = Keys.ofKey(table, key);
    Optional<Item> item = store.read(rows -> rows.get(table.space(), row));
    GetItemResponse.Builder response = GetItemResponse.builder();
    item.ifPresent(found -> response.item(AttributeValues.print(projection.map(p -> p.of(found)).orElse(found))));
    double units = Capacity.read(item.map(Item::size).orElse(0), Boolean.TRUE.equals(request.consistentRead()));
    Capacity.of(table.key().name(), units).print(wanted(request.returnConsumedCapacity())).ifPresent(response::consumedCapacity);
    return response.build();
  }

  PutItemResponse put(Caller caller, PutItemRequest request) {
    TableKey name = TableNames.resolve(caller, request.tableName());
    new Constraints()
        .notNull("item", request.hasItem() ? request.item() : null)
        .oneOf("returnValues", request.returnValuesAsString(), ReturnValue.knownValues())
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .oneOf("returnItemCollectionMetrics", request.returnItemCollectionMetricsAsString(), ReturnItemCollectionMetrics.knownValues())
        .oneOf("returnValuesOnConditionCheckFailure", request.returnValuesOnConditionCheckFailureAsString(),
            ReturnValuesOnConditionCheckFailure.knownValues())
        .require();
    ReturnValue values = allOldOrNone(request.returnValues());
    Expressions expressions = Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
        request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.condition(request.conditionExpression()));
    Optional<Condition> condition = expressions.condition();
    expressions.requireAllUsed();
    ItemWrite write = new ItemWrite(name, new ItemWrite.Put(AttributeValues.item(request.item())), condition,
        returnsOld(request.returnValuesOnConditionCheckFailure()));
    WrittenItem written = WrittenItem.write(store, write, request.returnItemCollectionMetrics());
    PutItemResponse.Builder response = PutItemResponse.builder();
    written.attributes(values, Update.NOTHING).ifPresent(response::attributes);
    written.capacity().print(wanted(request.returnConsumedCapacity())).ifPresent(response::consumedCapacity);
    written.metrics().ifPresent(response::itemCollectionMetrics);
    return response.build();
  }

  DeleteItemResponse delete(Caller caller, DeleteItemRequest request) {
    TableKey name = TableNames.resolve(caller, request.tableName());
    new Constraints()
        .notNull("key", request.hasKey() ? request.key() : null)
        .oneOf("returnValues", request.returnValuesAsString(), ReturnValue.knownValues())
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .oneOf("returnItemCollectionMetrics", request.returnItemCollectionMetricsAsString(), ReturnItemCollectionMetrics.knownValues())
        .oneOf("returnValuesOnConditionCheckFailure", request.returnValuesOnConditionCheckFailureAsString(),
            ReturnValuesOnConditionCheckFailure.knownValues())
        .require();
    ReturnValue values = allOldOrNone(request.returnValues());
    Expressions expressions = Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
        request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.condition(request.conditionExpression()));
    Optional<Condition> condition = expressions.condition();
    expressions.requireAllUsed();
    ItemWrite write = new ItemWrite(name, new ItemWrite.Delete(AttributeValues.item(request.key())), condition,
        returnsOld(request.returnValuesOnConditionCheckFailure()));
    WrittenItem written = WrittenItem.write(store, write, request.returnItemCollectionMetrics());
    DeleteItemResponse.Builder response = DeleteItemResponse.builder();
    written.attributes(values, Update.NOTHING).ifPresent(response::attributes);
    written.capacity().print(wanted(request.returnConsumedCapacity())).ifPresent(response::consumedCapacity);
    written.metrics().ifPresent(response::itemCollectionMetrics);
    return response.build();
  }

  UpdateItemResponse update(Caller caller, UpdateItemRequest request) {
    TableKey name = TableNames.resolve(caller, request.tableName());
    new Constraints()
        .notNull("key", request.hasKey() ? request.key() : null)
        .oneOf("returnValues", request.returnValuesAsString(), ReturnValue.knownValues())
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .oneOf("returnItemCollectionMetrics", request.returnItemCollectionMetricsAsString(), ReturnItemCollectionMetrics.knownValues())
        .oneOf("returnValuesOnConditionCheckFailure", request.returnValuesOnConditionCheckFailureAsString(),
            ReturnValuesOnConditionCheckFailure.knownValues())
        .require();
    Expressions expressions = Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
        request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.update(request.updateExpression()),
        Expressions.condition(request.conditionExpression()));
    Update update = expressions.update();
    Optional<Condition> condition = expressions.condition();
    expressions.requireAllUsed();
    ItemWrite write = new ItemWrite(name, new ItemWrite.Edit(AttributeValues.item(request.key()), update), condition,
        returnsOld(request.returnValuesOnConditionCheckFailure()));
    WrittenItem written = WrittenItem.write(store, write, request.returnItemCollectionMetrics());
    UpdateItemResponse.Builder response = UpdateItemResponse.builder();
    written.attributes(Objects.requireNonNullElse(request.returnValues(), ReturnValue.NONE), update).ifPresent(response::attributes);
    written.capacity().print(wanted(request.returnConsumedCapacity())).ifPresent(response::consumedCapacity);
    written.metrics().ifPresent(response::itemCollectionMetrics);
    return response.build();
  }

  private Table require(TableKey name) {
    return store.table(name).orElseThrow(() -> RESOURCE_NOT_FOUND.saying("Requested resource not found"));
  }

  static ReturnConsumedCapacity wanted(@Nullable ReturnConsumedCapacity wanted) {
    return Objects.requireNonNullElse(wanted, ReturnConsumedCapacity.NONE);
  }

  static boolean returnsOld(@Nullable ReturnValuesOnConditionCheckFailure wanted) {
    return wanted == ReturnValuesOnConditionCheckFailure.ALL_OLD;
  }

  private static ReturnValue allOldOrNone(@Nullable ReturnValue values) {
    ReturnValue wanted = Objects.requireNonNullElse(values, ReturnValue.NONE);
    if (wanted != ReturnValue.NONE && wanted != ReturnValue.ALL_OLD) {
      throw VALIDATION.saying("ReturnValues can only be ALL_OLD or NONE");
    }
    return wanted;
  }
}
