package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.Path;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.KeySchema;
import dev.postern.engine.dynamodb.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * What Query and Scan return of each item.
 *
 * @param items whether items are returned at all, not only their count
 * @param projection the parts wanted; empty for all that the rows carry
 * @param fetch whether the rows of a local index lack something wanted, so that the table is read too
 */
record Selection(boolean items, Optional<Projection> projection, boolean fetch) {

  static Selection of(Table table, Optional<Index> index, @Nullable Select select, Optional<Projection> projection, Optional<Condition> filter) {
    requireConsistent(index, select, projection);
    if (index.isEmpty()) {
      return new Selection(select != Select.COUNT, projection, false);
    }
    Index on = index.get();
    Stream<Path> wanted = Stream.concat(projection.stream().flatMap(p -> p.paths().stream()), filter.stream().flatMap(Condition::paths));
    List<String> missing = wanted.map(Path::head).filter(name -> !on.carries(name, table.keys())).distinct().toList();
    if (on.global()) {
      requireProjected(on, select, projection, table.keys());
    }
    boolean all = select == Select.ALL_ATTRIBUTES && on.projection() != Index.Projection.ALL;
    return new Selection(select != Select.COUNT, projection, !on.global() && (all || !missing.isEmpty()));
  }

  private static void requireConsistent(Optional<Index> index, @Nullable Select select, Optional<Projection> projection) {
    if (select == Select.ALL_PROJECTED_ATTRIBUTES && index.isEmpty()) {
      throw VALIDATION.saying("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
    if (select == Select.SPECIFIC_ATTRIBUTES && projection.isEmpty()) {
      throw VALIDATION.saying("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
    }
    if (projection.isPresent() && select != null && select != Select.SPECIFIC_ATTRIBUTES) {
      throw VALIDATION.saying("Cannot specify the ProjectionExpression when choosing to get " + (select == Select.COUNT ? "only the Count" : select));
    }
  }

  private static void requireProjected(Index index, @Nullable Select select, Optional<Projection> projection, KeySchema tableKeys) {
    if (select == Select.ALL_ATTRIBUTES && index.projection() != Index.Projection.ALL) {
      throw VALIDATION.saying(("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index %s "
          + "because its projection type is not ALL").formatted(index.name()));
    }
    List<String> unprojected = projection.stream().flatMap(p -> p.paths().stream()).map(Path::head)
        .filter(name -> !index.carries(name, tableKeys)).distinct().toList();
    if (!unprojected.isEmpty()) {
      throw VALIDATION.saying("One or more parameter values were invalid: Global secondary index %s does not project %s"
          .formatted(index.name(), unprojected));
    }
  }
}
