package dev.postern.engine.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.plan.Door;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The engine as the AWS SDK for Java sees it. */
class DynamoDbTest {
  @TempDir Path dir;
  private DynamoDb engine;
  private Bridge bridge;
  private DynamoDbClient client;

  @BeforeEach
  void start() throws Exception {
    engine = new DynamoDb(dir, Clock.systemUTC());
    bridge = new Bridge(engine, new Door.Api());
    client = bridge.client("111122223333", "eu-west-1");
  }

  @AfterEach
  void stop() {
    client.close();
    bridge.close();
    engine.close();
  }

  @Test
  void tablesLiveInOneAccountAndRegion() {
    createOrders();
    assertThat(client.listTables().tableNames()).containsExactly("Orders");
    try (DynamoDbClient elsewhere = bridge.client("111122223333", "us-east-1");
        DynamoDbClient other = bridge.client("999999999999", "eu-west-1")) {
      assertThat(elsewhere.listTables().tableNames()).isEmpty();
      assertThat(other.listTables().tableNames()).isEmpty();
    }
    var table = client.describeTable(r -> r.tableName("Orders")).table();
    assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
    assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:eu-west-1:111122223333:table/Orders");
    assertThat(table.globalSecondaryIndexes()).extracting("indexName").containsExactly("byStatus");
    assertThat(table.localSecondaryIndexes()).extracting("indexName").containsExactly("byAmount");
    assertThatThrownBy(this::createOrders).isInstanceOf(ResourceInUseException.class).hasMessageContaining("Table already exists: Orders");
    client.deleteTable(r -> r.tableName("Orders"));
    assertThatThrownBy(() -> client.describeTable(r -> r.tableName("Orders")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Requested resource not found: Table: Orders not found");
  }

  @Test
  void itemsComeBackAsTheyWerePut() {
    createOrders();
    Map<String, AttributeValue> item = Map.of(
        "customer", s("c1"), "order", n("1"), "list", AttributeValue.fromL(List.of(s(""), n("1.50"), AttributeValue.fromBool(false))),
        "set", AttributeValue.fromNs(List.of("3", "1E2")), "nothing", AttributeValue.fromNul(true), "map", AttributeValue.fromM(Map.of("a", s("é"))));
    client.putItem(r -> r.tableName("Orders").item(item));
    Map<String, AttributeValue> read = client.getItem(r -> r.tableName("Orders").key(key("c1", 1))).item();
    assertThat(read.keySet()).isEqualTo(item.keySet());
    assertThat(read.get("list").l()).containsExactly(s(""), n("1.5"), AttributeValue.fromBool(false));
    assertThat(read.get("set").ns()).containsExactlyInAnyOrder("3", "100");
    assertThat(read.get("map")).isEqualTo(item.get("map"));
    assertThat(client.getItem(r -> r.tableName("Orders").key(key("c1", 2))).hasItem()).isFalse();
  }

  @Test
  void dataAndTablesSurviveARestart() throws Exception {
    createOrders();
    put("c1", 1, 10, "open");
    stop();
    start();
    assertThat(client.getItem(r -> r.tableName("Orders").key(key("c1", 1))).item()).containsEntry("status", s("open"));
    assertThat(client.describeTable(r -> r.tableName("Orders")).table().itemCount()).isEqualTo(1);
    put("c1", 2, 10, "open");
    assertThat(client.describeTable(r -> r.tableName("Orders")).table().itemCount()).isEqualTo(2);
  }

  @Test
  void aFailedConditionChangesNothingAndShowsTheItem() {
    createOrders();
    put("c1", 1, 10, "open");
    assertThatThrownBy(() -> client.putItem(r -> r.tableName("Orders").item(key("c1", 1)).conditionExpression("attribute_not_exists(customer)")
        .returnValuesOnConditionCheckFailure("ALL_OLD")))
        .isInstanceOfSatisfying(ConditionalCheckFailedException.class, e -> {
          assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("The conditional request failed");
          assertThat(e.item()).containsEntry("status", s("open"));
        });
    assertThat(client.getItem(r -> r.tableName("Orders").key(key("c1", 1))).item()).containsEntry("status", s("open"));
  }

  @Test
  void updatesReturnWhatIsAsked() {
    createOrders();
    put("c1", 1, 10, "open");
    var updated = client.updateItem(r -> r.tableName("Orders").key(key("c1", 1))
        .updateExpression("SET #t = #t + :one, tags = list_append(if_not_exists(tags, :none), :tag) REMOVE #s ADD seen :one")
        .expressionAttributeNames(Map.of("#t", "amount", "#s", "status"))
        .expressionAttributeValues(Map.of(":one", n("1"), ":none", AttributeValue.fromL(List.of()), ":tag", AttributeValue.fromL(List.of(s("x")))))
        .returnValues(ReturnValue.UPDATED_NEW));
    assertThat(updated.attributes()).isEqualTo(Map.of("amount", n("11"), "tags", AttributeValue.fromL(List.of(s("x"))), "seen", n("1")));
    var old = client.deleteItem(r -> r.tableName("Orders").key(key("c1", 1)).returnValues(ReturnValue.ALL_OLD));
    assertThat(old.attributes()).containsEntry("amount", n("11")).doesNotContainKey("status");
  }

  @Test
  void queriesReadInOrderAndPageByPage() {
    createOrders();
    for (int i = -3; i <= 12; i++) {
      put("c1", i, i * i, i % 2 == 0 ? "open" : "shut");
    }
    put("c2", 0, 0, "open");
    List<String> seen = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      Map<String, AttributeValue> from = start;
      QueryResponse page = client.query(r -> r.tableName("Orders").keyConditionExpression("customer = :c AND #o BETWEEN :a AND :b")
          .expressionAttributeNames(Map.of("#o", "order")).expressionAttributeValues(Map.of(":c", s("c1"), ":a", n("-2"), ":b", n("10")))
          .limit(5).scanIndexForward(false).exclusiveStartKey(from.isEmpty() ? null : from));
      page.items().forEach(item -> seen.add(item.get("order").n()));
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
    assertThat(seen).isEqualTo(IntStream.rangeClosed(-2, 10).map(i -> 8 - i).mapToObj(Integer::toString).toList());
    QueryResponse open = client.query(r -> r.tableName("Orders").indexName("byStatus").keyConditionExpression("#s = :s")
        .expressionAttributeNames(Map.of("#s", "status")).expressionAttributeValues(Map.of(":s", s("open"))).select(Select.COUNT));
    assertThat(open.count()).isEqualTo(9);
    QueryResponse byAmount = client.query(r -> r.tableName("Orders").indexName("byAmount").keyConditionExpression("customer = :c AND amount > :t")
        .expressionAttributeValues(Map.of(":c", s("c1"), ":t", n("99"))).select(Select.ALL_ATTRIBUTES));
    assertThat(byAmount.items()).extracting(item -> item.get("order").n()).containsExactly("10", "11", "12");
    assertThat(byAmount.items().getFirst()).containsKey("status");
    assertThatThrownBy(() -> client.query(r -> r.tableName("Orders").indexName("byStatus").keyConditionExpression("#s = :s").consistentRead(true)
        .expressionAttributeNames(Map.of("#s", "status")).expressionAttributeValues(Map.of(":s", s("open")))))
        .hasMessageContaining("Consistent reads are not supported on global secondary indexes");
  }

  @Test
  void segmentsOfAScanShareAllItemsOut() {
    createOrders();
    for (int i = 0; i < 60; i++) {
      put("c" + i, i, i, "open");
    }
    List<String> seen = new ArrayList<>();
    for (int segment = 0; segment < 4; segment++) {
      int s = segment;
      var items = client.scan(r -> r.tableName("Orders").segment(s).totalSegments(4)).items();
      assertThat(items).isNotEmpty();
      items.forEach(item -> seen.add(item.get("customer").s()));
    }
    assertThat(seen).hasSize(60).doesNotHaveDuplicates();
    var filtered = client.scan(r -> r.tableName("Orders").filterExpression("amount < :t").expressionAttributeValues(Map.of(":t", n("10"))));
    assertThat(filtered.count()).isEqualTo(10);
    assertThat(filtered.scannedCount()).isEqualTo(60);
  }

  @Test
  void batchesWriteAndReadMany() {
    createOrders();
    List<WriteRequest> writes = IntStream.range(0, 25)
        .mapToObj(i -> WriteRequest.builder().putRequest(p -> p.item(key("c", i))).build()).toList();
    assertThat(client.batchWriteItem(r -> r.requestItems(Map.of("Orders", writes))).unprocessedItems()).isEmpty();
    var keys = IntStream.range(20, 30).mapToObj(i -> key("c", i)).toList();
    assertThat(client.batchGetItem(r -> r
        .requestItems(Map.of("Orders", KeysAndAttributes.builder().keys(keys).build())))
        .responses().get("Orders")).hasSize(5);
    assertThatThrownBy(() -> client.batchWriteItem(r -> r.requestItems(Map.of("Orders", List.of(writes.get(0), writes.get(0))))))
        .hasMessageContaining("Provided list of item keys contains duplicates");
  }

  @Test
  void transactionsAreAllOrNothing() {
    createOrders();
    put("c1", 1, 10, "open");
    assertThatThrownBy(() -> client.transactWriteItems(r -> r.transactItems(
        t -> t.put(p -> p.tableName("Orders").item(key("c9", 9))),
        t -> t.update(u -> u.tableName("Orders").key(key("c1", 1)).updateExpression("SET amount = :z").conditionExpression("amount = :z")
            .expressionAttributeValues(Map.of(":z", n("0")))))))
        .isInstanceOfSatisfying(TransactionCanceledException.class, e -> {
          assertThat(e.cancellationReasons()).extracting("code").containsExactly("None", "ConditionalCheckFailed");
          assertThat(e.awsErrorDetails().errorMessage()).endsWith("[None, ConditionalCheckFailed]");
        });
    assertThat(client.getItem(r -> r.tableName("Orders").key(key("c9", 9))).hasItem()).isFalse();
    for (int i = 0; i < 2; i++) {
      client.transactWriteItems(r -> r.clientRequestToken("once").transactItems(t -> t.update(u -> u.tableName("Orders").key(key("c1", 1))
          .updateExpression("ADD amount :one").expressionAttributeValues(Map.of(":one", n("1"))))));
    }
    assertThat(client.transactGetItems(r -> r.transactItems(t -> t.get(g -> g.tableName("Orders").key(key("c1", 1))))).responses().getFirst().item())
        .containsEntry("amount", n("11"));
  }

  @Test
  void capacityIsCounted() {
    createOrders();
    var put = client.putItem(r -> r.tableName("Orders").item(with(key("c", 1), "pad", s("x".repeat(2000)))).returnConsumedCapacity("TOTAL"));
    assertThat(put.consumedCapacity().capacityUnits()).isEqualTo(2.0);
    var get = client.getItem(r -> r.tableName("Orders").key(key("c", 1)).returnConsumedCapacity("TOTAL"));
    assertThat(get.consumedCapacity().capacityUnits()).isEqualTo(0.5);
    var indexed = client.putItem(r -> r.tableName("Orders").item(with(with(key("c", 2), "status", s("open")), "amount", n("1")))
        .returnConsumedCapacity("INDEXES"));
    assertThat(indexed.consumedCapacity().capacityUnits()).isEqualTo(3.0);
    assertThat(indexed.consumedCapacity().globalSecondaryIndexes().get("byStatus").capacityUnits()).isEqualTo(1.0);
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatThrownBy(() -> client.listBackups()).isInstanceOfSatisfying(DynamoDbException.class,
        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException"));
    createOrders();
    assertThatThrownBy(() -> client.updateItem(r -> r.tableName("Orders").key(key("c", 1))
        .attributeUpdates(Map.of("a", AttributeValueUpdate.builder().value(n("1")).action("PUT").build()))))
        .hasMessageContaining("AttributeUpdates");
    assertThatThrownBy(() -> client.getItem(r -> r.tableName("Orders").key(Map.of("customer", s("c")))))
        .hasMessageContaining("The provided key element does not match the schema");
    assertThatThrownBy(() -> client.putItem(r -> r.tableName("Orders").item(Map.of("customer", s("c")))))
        .hasMessageContaining("One or more parameter values were invalid: Missing the key order in the item");
  }

  @Test
  void aDoorServesItsOwnRegionOnly() throws Exception {
    try (Bridge door = new Bridge(engine, new Door.Public("us-east-1")); DynamoDbClient right = door.client("111122223333", "us-east-1");
        DynamoDbClient wrong = door.client("111122223333", "eu-west-1")) {
      assertThat(right.listTables().tableNames()).isEmpty();
      assertThatThrownBy(wrong::listTables).hasMessageContaining("Credential should be scoped to a valid region");
    }
  }

  @Test
  void anIndexAddedLaterHoldsTheOlderItems() {
    createOrders();
    put("c1", 1, 10, "open");
    client.updateTable(r -> r.tableName("Orders").globalSecondaryIndexUpdates(u -> u.create(c -> c.indexName("everyAmount")
        .keySchema(k -> k.attributeName("amount").keyType(KeyType.HASH)).projection(p -> p.projectionType(ProjectionType.KEYS_ONLY)))));
    var found = client.query(r -> r.tableName("Orders").indexName("everyAmount").keyConditionExpression("amount = :t")
        .expressionAttributeValues(Map.of(":t", n("10.0"))));
    assertThat(found.items()).hasSize(1);
    assertThat(found.items().getFirst()).containsOnlyKeys("customer", "order", "amount");
    client.updateTable(r -> r.tableName("Orders").globalSecondaryIndexUpdates(u -> u.delete(d -> d.indexName("everyAmount"))));
    assertThatThrownBy(() -> client.scan(r -> r.tableName("Orders").indexName("everyAmount")))
        .hasMessageContaining("The table does not have the specified index: everyAmount");
  }

  private void createOrders() {
    client.createTable(CreateTableRequest.builder().tableName("Orders").billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(a -> a.attributeName("customer").attributeType(ScalarAttributeType.S),
            a -> a.attributeName("order").attributeType(ScalarAttributeType.N), a -> a.attributeName("amount").attributeType(ScalarAttributeType.N),
            a -> a.attributeName("status").attributeType(ScalarAttributeType.S))
        .keySchema(k -> k.attributeName("customer").keyType(KeyType.HASH), k -> k.attributeName("order").keyType(KeyType.RANGE))
        .localSecondaryIndexes(i -> i.indexName("byAmount").projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
            .keySchema(k -> k.attributeName("customer").keyType(KeyType.HASH), k -> k.attributeName("amount").keyType(KeyType.RANGE)))
        .globalSecondaryIndexes(i -> i.indexName("byStatus").projection(p -> p.projectionType(ProjectionType.ALL))
            .keySchema(k -> k.attributeName("status").keyType(KeyType.HASH), k -> k.attributeName("order").keyType(KeyType.RANGE)))
        .build());
  }

  private void put(String customer, int order, int total, String status) {
    client.putItem(r -> r.tableName("Orders").item(with(with(key(customer, order), "amount", n(Integer.toString(total))), "status", s(status))));
  }

  private static Map<String, AttributeValue> key(String customer, int order) {
    return Map.of("customer", s(customer), "order", n(Integer.toString(order)));
  }

  private static Map<String, AttributeValue> with(Map<String, AttributeValue> item, String name, AttributeValue value) {
    Map<String, AttributeValue> copy = new HashMap<>(item);
    copy.put(name, value);
    return copy;
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }
}
