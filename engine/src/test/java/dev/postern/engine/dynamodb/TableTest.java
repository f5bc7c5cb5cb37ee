package dev.postern.engine.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as they are on the wire: definitions, settings, and what is refused. */
class TableTest {
  private static final String HASH = "\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]";
  private static final String ATTRIBUTES = "\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}]";
  private static final String ON_DEMAND = "\"BillingMode\":\"PAY_PER_REQUEST\"";

  /** A clock that stands until it is set. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir Path dir;
  private final HandClock clock = new HandClock();
  private DynamoDb engine;

  @BeforeEach
  void open() {
    engine = new DynamoDb(dir, clock);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'\"TableName\":\"ab\"' | TableName must be at least 3 characters long and at most 255 characters long",
      "'\"TableName\":\"a b c\"' | 1 validation error detected: Value 'a b c' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
      "'\"TableName\":\"Abc\",\"BillingMode\":\"X\"' | 1 validation error detected: Value 'X' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PAY_PER_REQUEST, PROVISIONED]",
      "'\"TableName\":\"Abc\"' | One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
      "'\"TableName\":\"Abc\",\"OnDemandThroughput\":{\"MaxReadRequestUnits\":1}' | One or more parameter values were invalid: OnDemandThroughput.MaxReadRequestUnits is not supported",
      "'\"TableName\":\"Abc\",\"StreamSpecification\":{\"StreamEnabled\":true}' | One or more parameter values were invalid: StreamSpecification is not supported",
      "'\"TableName\":\"Abc\",\"Colour\":1' | One or more parameter values were invalid: Colour is not supported",
  })
  void tablesAreRefusedInAwsWords(String members, String message) {
    String refused = call("CreateTable", "{" + members + "," + HASH + "," + ATTRIBUTES + "}");
    assertThat(refused).isEqualTo("{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"" + message + "\"}");
    assertThat(call("ListTables", "{}")).isEqualTo("{\"TableNames\":[]}");
  }

  @Test
  void definitionsMustFitTogether() {
    assertThat(call("CreateTable", "{\"TableName\":\"Abc\"," + ON_DEMAND + "," + ATTRIBUTES
        + ",\"KeySchema\":[{\"AttributeName\":\"other\",\"KeyType\":\"HASH\"}]}"))
        .contains("Some index key attributes are not defined in AttributeDefinitions. Keys: [other], AttributeDefinitions: [id]");
    assertThat(call("CreateTable", "{\"TableName\":\"Abc\"," + ON_DEMAND + "," + HASH + ",\"AttributeDefinitions\":["
        + "{\"AttributeName\":\"id\",\"AttributeType\":\"S\"},{\"AttributeName\":\"x\",\"AttributeType\":\"S\"}]}"))
        .contains("Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
    assertThat(call("CreateTable", "{\"TableName\":\"Abc\"," + ON_DEMAND + "," + HASH + "," + ATTRIBUTES + ",\"LocalSecondaryIndexes\":[{"
        + "\"IndexName\":\"loc\"," + HASH + ",\"Projection\":{\"ProjectionType\":\"ALL\"}}]}"))
        .contains("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
  }

  @Test
  void keysMustBeThereAndNotEmpty() {
    create();
    assertThat(call("PutItem", "{\"TableName\":\"Abc\",\"Item\":{\"id\":{\"S\":\"\"}}}")).contains("One or more parameter values are not valid. "
        + "The AttributeValue for a key attribute cannot contain an empty string value. Key: id");
    assertThat(call("PutItem", "{\"TableName\":\"Abc\",\"Item\":{\"id\":{\"N\":\"1\"}}}"))
        .contains("One or more parameter values were invalid: Type mismatch for key id expected: S actual: N");
    assertThat(call("PutItem", "{\"TableName\":\"Abc\",\"Item\":{\"id\":{\"S\":\"" + "x".repeat(2049) + "\"}}}"))
        .contains("Size of hashkey has exceeded the maximum size limit of2048 bytes");
    assertThat(call("PutItem", "{\"TableName\":\"Abc\",\"Item\":{\"id\":{\"S\":\"x\"},\"pad\":{\"S\":\"" + "x".repeat(410_000) + "\"}}}"))
        .contains("Item size has exceeded the maximum allowed size");
    assertThat(call("PutItem", "{\"TableName\":\"Abc\",\"Item\":{\"id\":{\"S\":\"x\"},\"deep\":" + "{\"L\":[".repeat(33) + "{\"NULL\":true}" + "]}".repeat(33) + "}}"))
        .contains("Nesting Levels have exceeded supported limits");
    assertThat(call("UpdateItem", "{\"TableName\":\"Abc\",\"Key\":{\"id\":{\"S\":\"x\"}},\"UpdateExpression\":\"SET id = :v\","
        + "\"ExpressionAttributeValues\":{\":v\":{\"S\":\"y\"}}}")).contains("Cannot update attribute id. This attribute is part of the key");
    assertThat(call("Scan", "{\"TableName\":\"Abc\"}")).isEqualTo("{\"Items\":[],\"Count\":0,\"ScannedCount\":0}");
  }

  @Test
  void placeholdersNeedExpressions() {
    create();
    assertThat(call("PutItem", "{\"TableName\":\"Abc\",\"Item\":{\"id\":{\"S\":\"x\"}},\"ExpressionAttributeValues\":{\":a\":{\"S\":\"x\"}}}"))
        .contains("ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null");
    assertThat(call("Scan", "{\"TableName\":\"Abc\",\"ExpressionAttributeNames\":{\"#a\":\"x\"}}"))
        .contains("ExpressionAttributeNames can only be specified when using expressions");
    assertThat(call("Query", "{\"TableName\":\"Abc\"}"))
        .contains("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
  }

  @Test
  void protectedTablesStay() {
    create();
    call("UpdateTable", "{\"TableName\":\"Abc\",\"DeletionProtectionEnabled\":true}");
    assertThat(call("DeleteTable", "{\"TableName\":\"Abc\"}")).contains("Resource cannot be deleted as it is currently protected against deletion");
    call("UpdateTable", "{\"TableName\":\"Abc\",\"DeletionProtectionEnabled\":false}");
    assertThat(call("DeleteTable", "{\"TableName\":\"Abc\"}")).contains("\"TableStatus\":\"DELETING\"");
    assertThat(call("GetItem", "{\"TableName\":\"Abc\",\"Key\":{\"id\":{\"S\":\"x\"}}}"))
        .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"Requested resource not found\"}");
  }

  @Test
  void aTableMadeAgainIsEmpty() {
    create();
    call("PutItem", "{\"TableName\":\"Abc\",\"Item\":{\"id\":{\"S\":\"x\"}}}");
    call("DeleteTable", "{\"TableName\":\"Abc\"}");
    create();
    assertThat(call("Scan", "{\"TableName\":\"Abc\",\"Select\":\"COUNT\"}")).isEqualTo("{\"Count\":0,\"ScannedCount\":0}");
  }

  @Test
  void billingChangesBothWays() {
    create();
    assertThat(call("UpdateTable", "{\"TableName\":\"Abc\",\"BillingMode\":\"PROVISIONED\",\"ProvisionedThroughput\":"
        + "{\"ReadCapacityUnits\":5,\"WriteCapacityUnits\":6}}")).contains("\"ReadCapacityUnits\":5").contains("\"BillingMode\":\"PROVISIONED\"");
    assertThat(call("UpdateTable", "{\"TableName\":\"Abc\",\"ProvisionedThroughput\":{\"ReadCapacityUnits\":5,\"WriteCapacityUnits\":6}}"))
        .contains("The provisioned throughput for the table will not change.");
    assertThat(call("UpdateTable", "{\"TableName\":\"Abc\",\"BillingMode\":\"PAY_PER_REQUEST\"}")).contains("\"ReadCapacityUnits\":0");
    assertThat(call("UpdateTable", "{\"TableName\":\"Abc\"}")).contains("At least one of ProvisionedThroughput, BillingMode");
  }

  @Test
  void itemsExpireWhenTheirTimeIsOver() {
    create();
    put("soon", clock.now.getEpochSecond() + 60);
    put("late", clock.now.getEpochSecond() + 6000);
    put("ancient", 5);
    call("UpdateTimeToLive", "{\"TableName\":\"Abc\",\"TimeToLiveSpecification\":{\"Enabled\":true,\"AttributeName\":\"until\"}}");
    assertThat(call("DescribeTimeToLive", "{\"TableName\":\"Abc\"}")).contains("\"TimeToLiveStatus\":\"ENABLED\"");
    put("more", clock.now.getEpochSecond() + 61);
    put("prolonged", clock.now.getEpochSecond() + 62);
    put("prolonged", clock.now.getEpochSecond() + 7000);
    engine.expire();
    assertThat(call("Scan", "{\"TableName\":\"Abc\",\"Select\":\"COUNT\"}")).contains("\"Count\":5");
    clock.now = clock.now.plusSeconds(100);
    engine.expire();
    assertThat(call("Scan", "{\"TableName\":\"Abc\"}")).contains("late", "ancient", "prolonged", "\"Count\":3");
    assertThat(call("DescribeTable", "{\"TableName\":\"Abc\"}")).contains("\"ItemCount\":3");
    assertThat(call("UpdateTimeToLive", "{\"TableName\":\"Abc\",\"TimeToLiveSpecification\":{\"Enabled\":true,\"AttributeName\":\"until\"}}"))
        .contains("TimeToLive is already enabled");
  }

  @Test
  void infrastructureToolsFindTheirSettings() {
    create();
    String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/Abc";
    assertThat(call("DescribeContinuousBackups", "{\"TableName\":\"Abc\"}")).contains("\"PointInTimeRecoveryStatus\":\"DISABLED\"");
    assertThat(call("DescribeTimeToLive", "{\"TableName\":\"Abc\"}")).isEqualTo("{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}");
    call("TagResource", "{\"ResourceArn\":\"" + arn + "\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"1\"},{\"Key\":\"b\",\"Value\":\"\"}]}");
    call("UntagResource", "{\"ResourceArn\":\"" + arn + "\",\"TagKeys\":[\"b\"]}");
    assertThat(call("ListTagsOfResource", "{\"ResourceArn\":\"" + arn + "\"}")).isEqualTo("{\"Tags\":[{\"Key\":\"a\",\"Value\":\"1\"}]}");
    assertThat(call("DescribeEndpoints", "{}")).contains("dynamodb.us-east-1.amazonaws.com");
  }

  @Test
  void repliesCarryWhatClientsCheck() {
    HttpReply reply = reply("ListTables", "{}");
    CRC32 crc = new CRC32();
    crc.update(((HttpReply.Bytes) reply.body()).bytes());
    assertThat(reply.headers().first("x-amz-crc32")).contains(Long.toString(crc.getValue()));
    assertThat(reply.headers().first("x-amzn-RequestId").orElseThrow()).matches("[A-Z0-9]{52}");
    assertThat(reply.headers().first("Content-Type")).contains("application/x-amz-json-1.0");
    assertThat(call("ExecuteStatement", "{}")).isEqualTo("{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
    assertThat(call("ListTables", "{")).contains("com.amazon.coral.service#SerializationException");
  }

  private void create() {
    assertThat(call("CreateTable", "{\"TableName\":\"Abc\"," + ON_DEMAND + "," + HASH + "," + ATTRIBUTES + "}")).contains("\"TableStatus\":\"ACTIVE\"");
  }

  private void put(String id, long until) {
    String item = "{\"TableName\":\"Abc\",\"Item\":{\"id\":{\"S\":\"%s\"},\"until\":{\"N\":\"%d\"}}}";
    assertThat(call("PutItem", item.formatted(id, until))).isEqualTo("{}");
  }

  private String call(String operation, String body) {
    return new String(((HttpReply.Bytes) reply(operation, body).body()).bytes(), StandardCharsets.UTF_8);
  }

  private HttpReply reply(String operation, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpCall call = new HttpCall("POST", "/", "", Headers.of("X-Amz-Target", "DynamoDB_20120810." + operation), new ByteArrayInputStream(bytes),
        bytes.length, false, "127.0.0.1", new Door.Api());
    return engine.handle(call, Caller.root("000000000000", "us-east-1"));
  }
}
