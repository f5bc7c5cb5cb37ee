package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.KeyCondition;
import dev.postern.engine.dynamodb.expression.Path;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.store.KeyRange;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.KeySchema;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.value.AttributeValues;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Query: the items of one hash key, in the order of their range keys. */
final class Query {
  private final Store store;

  Query(Store store) {
    this.store = store;
  }

  QueryResponse run(Caller caller, QueryRequest request) {
    TableKey name = TableNames.resolve(caller, request.tableName());
    new Constraints()
        .atLeast("limit", request.limit(), 1)
        .oneOf("select", request.selectAsString(), Select.knownValues())
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .require();
    Table table = store.table(name).orElseThrow(() -> RESOURCE_NOT_FOUND.saying("Requested resource not found"));
    Optional<Index> index = Optional.ofNullable(request.indexName()).map(table::requireIndex);
    boolean consistent = Boolean.TRUE.equals(request.consistentRead());
    requireLocal(index, consistent);
    KeySchema keys = index.map(Index::keys).orElse(table.keys());
    Expressions expressions = Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
        request.hasExpressionAttributeValues(), request.expressionAttributeValues(),
        Expressions.keyCondition(request.keyConditionExpression()), Expressions.filter(request.filterExpression()),
        Expressions.projection(request.projectionExpression()));
    KeyCondition condition = expressions.keyCondition(keys).orElseThrow(() -> VALIDATION.saying(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."));
    Optional<Condition> filter = expressions.filter();
    Optional<Projection> projection = expressions.projection();
    expressions.requireAllUsed();
    filter.ifPresent(f -> requireNoKeys(f, keys));
    boolean forward = !Boolean.FALSE.equals(request.scanIndexForward());
    KeyRange range = QueryRange.of(table, keys, condition);
    if (request.hasExclusiveStartKey()) {
      byte[] row = StartKey.row(table, index, request.exclusiveStartKey());
      if (!range.contains(row)) {
        throw VALIDATION.saying(condition.range().isPresent()
            ? "The provided starting key does not match the range key predicate"
            : "The provided starting key is outside query boundaries based on provided conditions");
      }
      range = range.after(row, forward);
    }
    Page.Plan plan = new Page.Plan(table, index, range, forward, Objects.requireNonNullElse(request.limit(), Integer.MAX_VALUE), filter,
        Selection.of(table, index, request.select(), projection, filter), consistent);
    Page page = store.read(rows -> Page.read(rows, plan));
    QueryResponse.Builder response = QueryResponse.builder().count(page.count()).scannedCount(page.scanned());
    if (plan.selection().items()) {
      response.items(page.items());
    }
    page.last().ifPresent(last -> response.lastEvaluatedKey(AttributeValues.print(last)));
    page.capacity().print(Items.wanted(request.returnConsumedCapacity())).ifPresent(response::consumedCapacity);
    return response.build();
  }

  static void requireLocal(Optional<Index> index, boolean consistent) {
    if (consistent && index.isPresent() && index.get().global()) {
      throw VALIDATION.saying("Consistent reads are not supported on global secondary indexes");
    }
  }

  private static void requireNoKeys(Condition filter, KeySchema keys) {
    filter.paths().map(Path::head).filter(keys.names()::contains).findFirst().ifPresent(name -> {
      throw VALIDATION.saying("Filter Expression can only contain non-primary key attributes: Primary key attribute: " + name);
    });
  }
}
