package dev.postern.engine.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.store.Store;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Random writes, then random queries of table and indexes page by page, against a plain map filtered and sorted. */
class QueryAgreementTest {
  private static final Caller CALLER = Caller.root("000000000000", "us-east-1");
  private static final String[] WORDS = {"a", "ab", "b", "ba", "\u00e9", "\uFFFD", "\uD83D\uDE00"};
  private static final String[] NUMBERS = {"-1000", "-2.5", "-2", "-0.001", "0", "0.001", "1", "9", "10", "10.5", "100", "1E20"};

  /** A key to query by: the table's or an index's. */
  private record On(Optional<String> index, String hash, String range, boolean numeric) {}

  private static final List<On> TARGETS = List.of(
      new On(Optional.empty(), "pk", "sk", true), new On(Optional.of("local"), "pk", "w", false), new On(Optional.of("global"), "w", "v", true));

  @TempDir Path dir;

  @Test
  void queriesAgreeWithAPlainMap() {
    long seed = System.nanoTime();
    System.out.println("QueryAgreementTest.queriesAgreeWithAPlainMap seed " + seed);
    Random random = new Random(seed);
    try (Store store = new Store(dir.resolve("s"))) {
      createTable(store);
      Map<Map<String, AttributeValue>, Map<String, AttributeValue>> model = new HashMap<>();
      for (int i = 0; i < 600; i++) {
        write(store, random, model);
      }
      Query query = new Query(store);
      for (int i = 0; i < 400; i++) {
        check(query, random, model.values(), TARGETS.get(random.nextInt(TARGETS.size())));
      }
      Scan scan = new Scan(store);
      assertThat(scanned(scan, Optional.empty(), random)).containsExactlyInAnyOrderElementsOf(model.values());
      assertThat(scanned(scan, Optional.of("global"), random))
          .containsExactlyInAnyOrderElementsOf(model.values().stream().filter(item -> item.containsKey("w") && item.containsKey("v")).toList());
    }
  }

  private static void write(Store store, Random random, Map<Map<String, AttributeValue>, Map<String, AttributeValue>> model) {
    Items items = new Items(store);
    Map<String, AttributeValue> key = Map.of("pk", word(random), "sk", number(random));
    switch (random.nextInt(4)) {
      case 0 -> {
        items.delete(CALLER, DeleteItemRequest.builder().tableName("Random").key(key).build());
        model.remove(key);
      }
      case 1 -> {
        AttributeValue value = number(random);
        items.update(CALLER, UpdateItemRequest.builder().tableName("Random").key(key).updateExpression("SET v = :v REMOVE w")
            .expressionAttributeValues(Map.of(":v", value)).build());
        Map<String, AttributeValue> item = new HashMap<>(model.getOrDefault(key, key));
        item.put("v", value);
        item.remove("w");
        model.put(key, item);
      }
      default -> {
        Map<String, AttributeValue> item = new HashMap<>(key);
        if (random.nextInt(5) > 0) {
          item.put("w", word(random));
        }
        if (random.nextInt(5) > 0) {
          item.put("v", number(random));
        }
        items.put(CALLER, PutItemRequest.builder().tableName("Random").item(item).build());
        model.put(key, item);
      }
    }
  }

  private static void check(Query query, Random random, Iterable<Map<String, AttributeValue>> model, On on) {
    AttributeValue hash = word(random);
    AttributeValue a = on.numeric() ? number(random) : word(random);
    AttributeValue b = on.numeric() ? number(random) : word(random);
    AttributeValue low = compare(a, b) <= 0 ? a : b;
    AttributeValue high = low == a ? b : a;
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":h", hash));
    String expression = on.hash() + " = :h";
    Predicate<AttributeValue> wanted = _ -> true;
    int kind = random.nextInt(8);
    if (kind == 6 && !on.numeric()) {
      values.put(":a", a);
      expression += " AND begins_with(" + on.range() + ", :a)";
      wanted = range -> range.s().startsWith(a.s());
    } else if (kind == 5) {
      values.put(":a", low);
      values.put(":b", high);
      expression += " AND " + on.range() + " BETWEEN :a AND :b";
      wanted = range -> compare(range, low) >= 0 && compare(range, high) <= 0;
    } else if (kind < 5) {
      values.put(":a", a);
      expression += " AND " + on.range() + " " + List.of("=", "<", "<=", ">", ">=").get(kind) + " :a";
      wanted = List.<Predicate<AttributeValue>>of(r -> compare(r, a) == 0, r -> compare(r, a) < 0, r -> compare(r, a) <= 0, r -> compare(r, a) > 0,
          r -> compare(r, a) >= 0).get(kind);
    }
    List<Map<String, AttributeValue>> expected = new ArrayList<>();
    for (Map<String, AttributeValue> item : model) {
      if (hash.equals(item.get(on.hash())) && item.containsKey(on.range()) && wanted.test(item.get(on.range()))) {
        expected.add(item);
      }
    }
    boolean forward = random.nextBoolean();
    List<Map<String, AttributeValue>> found = queried(query, random, on, expression, values, forward);
    String as = on + " " + expression + " " + values;
    assertThat(found).as(as).containsExactlyInAnyOrderElementsOf(expected);
    Comparator<Map<String, AttributeValue>> order = (x, y) -> compare(x.get(on.range()), y.get(on.range()));
    assertThat(found).as(as).isSortedAccordingTo(forward ? order : order.reversed());
  }

  private static List<Map<String, AttributeValue>> queried(
      Query query, Random random, On on, String expression, Map<String, AttributeValue> values, boolean forward) {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    QueryRequest request = QueryRequest.builder().tableName("Random").indexName(on.index().orElse(null)).keyConditionExpression(expression)
        .expressionAttributeValues(values).scanIndexForward(forward).limit(1 + random.nextInt(20)).build();
    while (true) {
      QueryResponse page = query.run(CALLER, request);
      found.addAll(page.items());
      if (!page.hasLastEvaluatedKey()) {
        assertThat(new HashSet<>(found)).hasSameSizeAs(found);
        return found;
      }
      request = request.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
  }

  private static List<Map<String, AttributeValue>> scanned(Scan scan, Optional<String> index, Random random) {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    int segments = 1 + random.nextInt(6);
    for (int segment = 0; segment < segments; segment++) {
      ScanRequest request = ScanRequest.builder().tableName("Random").indexName(index.orElse(null)).segment(segment).totalSegments(segments)
          .limit(1 + random.nextInt(20)).build();
      ScanResponse page;
      do {
        page = scan.run(CALLER, request);
        found.addAll(page.items());
        request = request.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
      } while (page.hasLastEvaluatedKey());
    }
    return found;
  }

  private static void createTable(Store store) {
    new Tables(store, Clock.systemUTC()).create(CALLER, CreateTableRequest.builder().tableName("Random").billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(d -> d.attributeName("pk").attributeType("S"), d -> d.attributeName("sk").attributeType("N"),
            d -> d.attributeName("w").attributeType("S"), d -> d.attributeName("v").attributeType("N"))
        .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH), k -> k.attributeName("sk").keyType(KeyType.RANGE))
        .localSecondaryIndexes(i -> i.indexName("local").projection(p -> p.projectionType(ProjectionType.ALL))
            .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH), k -> k.attributeName("w").keyType(KeyType.RANGE)))
        .globalSecondaryIndexes(i -> i.indexName("global").projection(p -> p.projectionType(ProjectionType.ALL))
            .keySchema(k -> k.attributeName("w").keyType(KeyType.HASH), k -> k.attributeName("v").keyType(KeyType.RANGE)))
        .build());
  }

  /** By code points, which is the order of UTF-8 bytes, not that of Java's characters. */
  private static int compare(AttributeValue a, AttributeValue b) {
    return a.n() != null ? new BigDecimal(a.n()).compareTo(new BigDecimal(b.n()))
        : Arrays.compare(a.s().codePoints().toArray(), b.s().codePoints().toArray());
  }

  private static AttributeValue word(Random random) {
    return AttributeValue.fromS(WORDS[random.nextInt(WORDS.length)]);
  }

  private static AttributeValue number(Random random) {
    return AttributeValue.fromN(new BigDecimal(NUMBERS[random.nextInt(NUMBERS.length)]).toPlainString());
  }
}
