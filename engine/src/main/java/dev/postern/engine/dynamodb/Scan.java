package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.store.KeyRange;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.KeyBytes;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Scan: all items of a table or index, in the order of a hash of their hash keys; a segment is a range of that hash. */
final class Scan {
  private static final int MAX_SEGMENTS = 1_000_000;

  private final Store store;

  Scan(Store store) {
    this.store = store;
  }

  ScanResponse run(Caller caller, ScanRequest request) {
    TableKey name = TableNames.resolve(caller, request.tableName());
    new Constraints()
        .atLeast("limit", request.limit(), 1)
        .atLeast("segment", request.segment(), 0)
        .atMost("segment", request.segment(), MAX_SEGMENTS - 1)
        .atLeast("totalSegments", request.totalSegments(), 1)
        .atMost("totalSegments", request.totalSegments(), MAX_SEGMENTS)
        .oneOf("select", request.selectAsString(), Select.knownValues())
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .require();
    KeyRange range = segment(request);
    Expressions expressions = Expressions.of(request.hasExpressionAttributeNames(), request.expressionAttributeNames(),
        request.hasExpressionAttributeValues(), request.expressionAttributeValues(), Expressions.filter(request.filterExpression()),
        Expressions.projection(request.projectionExpression()));
    Optional<Condition> filter = expressions.filter();
    Optional<Projection> projection = expressions.projection();
    expressions.requireAllUsed();
    Table table = store.table(name).orElseThrow(() -> RESOURCE_NOT_FOUND.saying("Requested resource not found"));
    Optional<Index> index = Optional.ofNullable(request.indexName()).map(table::requireIndex);
    boolean consistent = Boolean.TRUE.equals(request.consistentRead());
    Query.requireLocal(index, consistent);
    if (request.hasExclusiveStartKey()) {
      byte[] row = StartKey.row(table, index, request.exclusiveStartKey());
      if (!range.contains(row)) {
        throw VALIDATION.saying("The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
            + "TotalSegments: %d Segment: %d".formatted(request.totalSegments(), request.segment()));
      }
      range = range.after(row, true);
    }
    Page.Plan plan = new Page.Plan(table, index, range, true, Objects.requireNonNullElse(request.limit(), Integer.MAX_VALUE), filter,
        Selection.of(table, index, request.select(), projection, filter), consistent);
    Page page = store.read(rows -> Page.read(rows, plan));
    ScanResponse.Builder response = ScanResponse.builder().count(page.count()).scannedCount(page.scanned());
    if (plan.selection().items()) {
      response.items(page.items());
    }
    page.last().ifPresent(last -> response.lastEvaluatedKey(AttributeValues.print(last)));
    page.capacity().print(Items.wanted(request.returnConsumedCapacity())).ifPresent(response::consumedCapacity);
    return response.build();
  }

  private static KeyRange segment(ScanRequest request) {
    if (request.totalSegments() == null && request.segment() == null) {
      return KeyRange.ALL;
    }
    if (request.totalSegments() == null) {
      throw VALIDATION.saying("The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
    }
    if (request.segment() == null) {
      throw VALIDATION.saying("The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
    }
    int segment = request.segment();
    int total = request.totalSegments();
    if (segment >= total) {
      throw VALIDATION.saying(("The Segment parameter is zero-based and must be less than parameter TotalSegments: "
          + "Segment: %d is not less than TotalSegments: %d").formatted(segment, total));
    }
    byte[] end = segment == total - 1 ? KeyRange.ALL.to() : KeyBytes.segmentStart(segment + 1, total);
    return new KeyRange(KeyBytes.segmentStart(segment, total), end);
  }
}
