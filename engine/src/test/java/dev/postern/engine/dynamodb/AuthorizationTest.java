package dev.postern.engine.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Gate;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.plan.Door;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, by which policy, and how a refusal reads. */
class AuthorizationTest {
  private static final String OWNER = "111122223333";
  private static final String OTHER = "444455556666";
  private static final String REGION = "eu-west-1";
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/Scores";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Caller ROOT = Caller.root(OWNER, REGION);
  private static final String CREATE = """
      {"TableName":"%s","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"user","KeyType":"HASH"}],
       "AttributeDefinitions":[{"AttributeName":"user","AttributeType":"S"},{"AttributeName":"game","AttributeType":"S"}],
       "GlobalSecondaryIndexes":[{"IndexName":"byGame","KeySchema":[{"AttributeName":"game","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}""";

  @TempDir Path dir;
  private final AtomicReference<Snapshot> cloud = new AtomicReference<>(Snapshot.EMPTY);
  private DynamoDb engine;

  @BeforeEach
  void start() {
    open(Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(ask(ROOT, "CreateTable", CREATE.formatted("Scores"))).startsWith("200");
  }

  private void open(Clock clock) {
    engine = new DynamoDb(dir, clock, new Gate(cloud::get, _ -> {}));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theOwnersRootMayAllAndAUserNothingUntilAPolicySaysSo() {
    Caller bob = user(OWNER, "bob", "");
    assertThat(ask(ROOT, "GetItem", get("Scores", "u1"))).startsWith("200");
    assertThat(ask(bob, "GetItem", get("Scores", "u1"))).isEqualTo("400 {\"__type\":\"com.amazon.coral.service#AccessDeniedException\","
        + "\"Message\":\"User: arn:aws:iam::111122223333:user/bob is not authorized to perform: dynamodb:GetItem on resource: " + TABLE
        + " because no identity-based policy allows the dynamodb:GetItem action\"}");
    assertThat(ask(bob, "ListTables", "{}")).contains(
        "dynamodb:ListTables on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/* because no identity-based policy");
    assertThat(ask(bob, "DescribeLimits", "{}")).contains("dynamodb:DescribeLimits on resource: * because no identity-based policy");
    assertThat(ask(bob, "DescribeTable", "{\"TableName\":\"Nowhere\"}")).contains("AccessDeniedException");
    user(OWNER, "bob", allow("dynamodb:GetItem", TABLE, ""));
    assertThat(ask(bob, "GetItem", get("Scores", "u1"))).startsWith("200");
    assertThat(ask(bob, "PutItem", "{\"TableName\":\"Scores\",\"Item\":{\"user\":{\"S\":\"u1\"}}}")).contains("dynamodb:PutItem on resource: " + TABLE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "GetItem | {'TableName':'Scores','Key':{'user':{'S':'%s'}}}",
      "PutItem | {'TableName':'Scores','Item':{'user':{'S':'%s'},'game':{'S':'go'}}}",
      "UpdateItem | {'TableName':'Scores','Key':{'user':{'S':'%s'}},'UpdateExpression':'REMOVE points'}",
      "DeleteItem | {'TableName':'Scores','Key':{'user':{'S':'%s'}}}",
      "Query | {'TableName':'Scores','KeyConditionExpression':'#u = :u','ExpressionAttributeNames':{'#u':'user'},"
          + "'ExpressionAttributeValues':{':u':{'S':'%s'}}}",
      "Query | {'TableName':'Scores','IndexName':'byGame','KeyConditionExpression':'game = :g','ExpressionAttributeValues':{':g':{'S':'%s'}}}",
      "BatchGetItem | {'RequestItems':{'Scores':{'Keys':[{'user':{'S':'me'}},{'user':{'S':'%s'}}]}}}",
      "BatchWriteItem | {'RequestItems':{'Scores':[{'PutRequest':{'Item':{'user':{'S':'%s'}}}}]}}",
      "TransactGetItems | {'TransactItems':[{'Get':{'TableName':'Scores','Key':{'user':{'S':'%s'}}}}]}",
      "TransactWriteItems | {'TransactItems':[{'Put':{'TableName':'Scores','Item':{'user':{'S':'%s'}}}}]}"})
  void leadingKeysAreThePartitionKeysOfEveryItemNamed(String operation, String body) {
    Caller bob = user(OWNER, "bob", allow("dynamodb:*", TABLE + "*", """
        "ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["me","${aws:username}"]},"Null":{"dynamodb:LeadingKeys":"false"}"""));
    String json = body.strip().replace('\'', '"').replace("points", "#p").replace("\"REMOVE #p\"",
        "\"REMOVE #p\",\"ExpressionAttributeNames\":{\"#p\":\"points\"}");
    assertThat(ask(bob, operation, json.formatted("bob"))).startsWith("200");
    assertThat(ask(bob, operation, json.formatted("alice"))).contains("AccessDeniedException", "because no identity-based policy allows");
  }

  @Test
  void attributesAreThoseThatTheRequestNames() {
    Caller bob = user(OWNER, "bob", allow("dynamodb:*", TABLE, """
        "ForAllValues:StringEquals":{"dynamodb:Attributes":["user","score"]},
        "StringEqualsIfExists":{"dynamodb:Select":"SPECIFIC_ATTRIBUTES","dynamodb:ReturnValues":"NONE"}"""));
    assertThat(ask(bob, "GetItem", get("Scores", "u1").replace("}}}", "}},\"ProjectionExpression\":\"score\"}"))).startsWith("200");
    assertThat(ask(bob, "GetItem", get("Scores", "u1").replace("}}}", "}},\"ProjectionExpression\":\"score, mail.home\"}"))).contains("AccessDenied");
    assertThat(ask(bob, "GetItem", get("Scores", "u1"))).contains("AccessDenied");
    String update = "{\"TableName\":\"Scores\",\"Key\":{\"user\":{\"S\":\"u1\"}},\"UpdateExpression\":\"SET score = %s\"%s}";
    String one = ",\"ExpressionAttributeValues\":{\":o\":{\"N\":\"1\"}}";
    assertThat(ask(bob, "UpdateItem", update.formatted(":o", one))).startsWith("200");
    assertThat(ask(bob, "UpdateItem", update.formatted("if_not_exists(mail, :o)", one))).contains("AccessDenied");
    assertThat(ask(bob, "UpdateItem", update.formatted(":o", one + ",\"ReturnValues\":\"ALL_OLD\""))).contains("AccessDenied");
  }

  @Test
  void aBatchWithOneForbiddenTableIsRefusedWhole() {
    ask(ROOT, "CreateTable", CREATE.formatted("Other"));
    Caller bob = user(OWNER, "bob", allow("dynamodb:*", TABLE, ""));
    String put = "\"%s\":[{\"PutRequest\":{\"Item\":{\"user\":{\"S\":\"u9\"}}}}]";
    assertThat(ask(bob, "BatchWriteItem", "{\"RequestItems\":{" + put.formatted("Scores") + "," + put.formatted("Other") + "}}"))
        .contains("dynamodb:BatchWriteItem on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/Other because");
    assertThat(ask(ROOT, "Scan", "{\"TableName\":\"Scores\"}")).contains("\"Count\":0");
    assertThat(ask(bob, "TransactWriteItems", "{\"TransactItems\":[{\"Put\":{\"TableName\":\"Scores\",\"Item\":{\"user\":{\"S\":\"u9\"}}}},"
        + "{\"ConditionCheck\":{\"TableName\":\"Other\",\"Key\":{\"user\":{\"S\":\"u\"}},\"ConditionExpression\":\"attribute_not_exists(game)\"}}]}"))
        .contains("dynamodb:ConditionCheckItem on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/Other because");
    assertThat(ask(ROOT, "Scan", "{\"TableName\":\"Scores\"}")).contains("\"Count\":0");
  }

  @Test
  void anotherAccountNeedsTheTablesPolicyAndItsOwn() {
    Caller eve = user(OTHER, "eve", allow("dynamodb:*", "*", ""));
    assertThat(ask(eve, "GetItem", get(TABLE, "u1"))).endsWith("dynamodb:GetItem on resource: " + TABLE
        + " because no resource-based policy allows the dynamodb:GetItem action\"}");
    assertThat(ask(eve, "GetItem", get("Scores", "u1"))).contains("ResourceNotFoundException");
    assertThat(put(ROOT, "Allow", "\"" + OTHER + "\"", "dynamodb:GetItem", "")).startsWith("200");
    assertThat(ask(eve, "GetItem", get(TABLE, "u1"))).startsWith("200");
    assertThat(ask(eve, "PutItem", "{\"TableName\":\"" + TABLE + "\",\"Item\":{\"user\":{\"S\":\"u1\"}}}")).contains("AccessDeniedException");
    engine.close();
    open(Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(ask(eve, "GetItem", get(TABLE, "u1"))).startsWith("200");
    user(OTHER, "eve", "");
    assertThat(ask(eve, "GetItem", get(TABLE, "u1"))).contains("because no identity-based policy allows");
    assertThat(ask(ROOT, "DeleteResourcePolicy", arn(""))).startsWith("200");
    user(OTHER, "eve", allow("dynamodb:*", "*", ""));
    assertThat(ask(eve, "GetItem", get(TABLE, "u1"))).contains("because no resource-based policy allows");
  }

  @Test
  void anEndpointsPolicyIsAskedOfWhatComesThroughItAlone() {
    Door.Endpoint door = new Door.Endpoint(
        REGION, OWNER, "vpc-1", "vpce-1", "com.amazonaws.eu-west-1.dynamodb", REGION, Door.EndpointType.GATEWAY);
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"dynamodb:GetItem\",\"Resource\":\"*\"},"
        + "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"dynamodb:Scan\",\"Resource\":\"*\"}]}";
    cloud.set(cloud.get().with(VpcEndpoint.gateway(new ResourceKey(OWNER, REGION, Kind.VPC_ENDPOINT, "vpce-1"), "vpc-1", door.serviceName(),
        List.of(), policy, NOW, "")));
    assertThat(ask(door, ROOT, "GetItem", get("Scores", "u1"))).startsWith("200");
    assertThat(ask(door, ROOT, "Scan", "{\"TableName\":\"Scores\"}")).endsWith("User: arn:aws:iam::111122223333:root is not authorized to perform: "
        + "dynamodb:Scan on resource: " + TABLE + " with an explicit deny in a VPC endpoint policy\"}");
    assertThat(ask(door, ROOT, "DescribeTable", "{\"TableName\":\"Scores\"}"))
        .endsWith("because no VPC endpoint policy allows the dynamodb:DescribeTable action\"}");
    assertThat(ask(ROOT, "Scan", "{\"TableName\":\"Scores\"}")).startsWith("200");
    put(ROOT, "Deny", "\"*\"", "dynamodb:GetItem", ",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}");
    assertThat(ask(door, ROOT, "GetItem", get("Scores", "u1"))).contains("with an explicit deny in a resource-based policy");
    assertThat(ask(ROOT, "GetItem", get("Scores", "u1"))).startsWith("200");
  }

  @Test
  void anEndpointServesTheRegionOfItsService() {
    Door.Endpoint across = new Door.Endpoint(
        "us-east-1", OWNER, "vpc-1", "vpce-1", "com.amazonaws.eu-west-1.dynamodb", REGION, Door.EndpointType.INTERFACE);
    assertThat(ask(across, ROOT, "ListTables", "{}")).startsWith("200");
    assertThat(ask(across, Caller.root(OWNER, "us-east-1"), "ListTables", "{}")).contains("Credential should be scoped to a valid region");
  }

  @Test
  void aQueryOnAnIndexAsksForTheIndex() {
    Caller bob = user(OWNER, "bob", allow("dynamodb:Query", TABLE, ""));
    assertThat(ask(bob, "Query", "{\"TableName\":\"Scores\",\"IndexName\":\"byGame\",\"KeyConditionExpression\":\"game = :g\","
        + "\"ExpressionAttributeValues\":{\":g\":{\"S\":\"go\"}}}")).contains("on resource: " + TABLE + "/index/byGame because");
  }

  @Test
  void tagsOfTheTableAndOfTheRequestAreKeys() {
    Caller bob = user(OWNER, "bob", allow("dynamodb:*", "*", "\"StringEquals\":{\"aws:ResourceTag/team\":\"red\"}"));
    assertThat(ask(bob, "DescribeTable", "{\"TableName\":\"Scores\"}")).contains("AccessDenied");
    ask(ROOT, "TagResource", "{\"ResourceArn\":\"" + TABLE + "\",\"Tags\":[{\"Key\":\"team\",\"Value\":\"red\"}]}");
    assertThat(ask(bob, "DescribeTable", "{\"TableName\":\"Scores\"}")).startsWith("200");
    Caller amy = user(OWNER, "amy", allow("dynamodb:TagResource", "*",
        "\"StringEquals\":{\"aws:RequestTag/team\":\"red\"},\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"team\"}"));
    String tag = "{\"ResourceArn\":\"" + TABLE + "\",\"Tags\":[{\"Key\":\"team\",\"Value\":\"%s\"}]}";
    assertThat(ask(amy, "TagResource", tag.formatted("red"))).startsWith("200");
    assertThat(ask(amy, "TagResource", tag.formatted("blue"))).contains("AccessDenied");
  }

  @Test
  void policiesHaveRevisions() {
    assertThat(ask(ROOT, "GetResourcePolicy", arn(""))).isEqualTo("400 {\"__type\":\"com.amazonaws.dynamodb.v20120810#PolicyNotFoundException\","
        + "\"message\":\"Resource-based policy not found for the provided ResourceArn: " + TABLE + "\"}");
    assertThat(ask(ROOT, "DeleteResourcePolicy", arn(""))).isEqualTo("200 {}");
    String first = put(ROOT, "Allow", "\"" + OTHER + "\"", "dynamodb:GetItem", "");
    assertThat(put(ROOT, "Allow", "\"" + OTHER + "\"", "dynamodb:GetItem", "")).isEqualTo(first);
    String revision = first.substring("200 {\"RevisionId\":\"".length(), first.length() - 2);
    String second = put(ROOT, "Allow", "\"" + OTHER + "\"", "dynamodb:Scan", "");
    assertThat(second).isGreaterThan(first);
    String newer = second.substring("200 {\"RevisionId\":\"".length(), second.length() - 2);
    assertThat(ask(ROOT, "DeleteResourcePolicy", arn(",\"ExpectedRevisionId\":\"" + revision + "\""))).contains(
        "Resource-based policy not found for the provided ResourceArn: Requested update for policy with revision id " + revision
            + ", but the policy associated to target table Scores has revision id " + newer + ".");
    assertThat(ask(ROOT, "GetResourcePolicy", arn(""))).contains("dynamodb:Scan", "\"RevisionId\":\"" + newer + "\"");
    assertThat(ask(ROOT, "DeleteResourcePolicy", arn(",\"ExpectedRevisionId\":\"" + newer + "\""))).isEqualTo("200 {\"RevisionId\":\"" + newer + "\"}");
  }

  @Test
  void aTableFromBeforePoliciesHasNone() throws SQLException {
    engine.close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("dynamodb.sqlite")); var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE tables SET definition = json_remove(definition, '$.policy')")).isEqualTo(1);
    }
    open(Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(ask(ROOT, "GetItem", get("Scores", "u1"))).startsWith("200");
    assertThat(ask(ROOT, "GetResourcePolicy", arn(""))).contains("PolicyNotFoundException");
    assertThat(put(ROOT, "Allow", "\"" + OTHER + "\"", "dynamodb:GetItem", "")).startsWith("200");
  }

  @Test
  void aTableIsMadeWithItsPolicyByWhoMaySetPolicies() {
    String create = CREATE.formatted("Born").stripTrailing().replaceFirst("^\\{", "{\"ResourcePolicy\":\""
        + Matcher.quoteReplacement(statement("Allow", "\"" + OTHER + "\"", "dynamodb:GetItem", "").replace("\"", "\\\"")) + "\",");
    Caller bob = user(OWNER, "bob", allow("dynamodb:CreateTable", "*", ""));
    assertThat(ask(bob, "CreateTable", create)).contains("dynamodb:PutResourcePolicy on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/Born");
    assertThat(ask(ROOT, "CreateTable", create)).startsWith("200");
    Caller eve = user(OTHER, "eve", allow("dynamodb:*", "*", ""));
    assertThat(ask(eve, "GetItem", get("arn:aws:dynamodb:eu-west-1:111122223333:table/Born", "u1"))).startsWith("200");
  }

  @Test
  void aPolicyThatWouldLockItsAuthorOutMustBeConfirmedAndRootCanDeleteIt() {
    assertThat(put(ROOT, "Deny", "\"*\"", "dynamodb:*", ""))
        .contains("AccessDeniedException", "The new resource policy will not allow you to update the resource policy in the future.");
    String policy = statement("Deny", "\"*\"", "dynamodb:*", "").replace("\"", "\\\"");
    assertThat(ask(ROOT, "PutResourcePolicy", arn(",\"ConfirmRemoveSelfResourceAccess\":true,\"Policy\":\"" + policy + "\""))).startsWith("200");
    assertThat(put(ROOT, "Allow", "\"" + OTHER + "\"", "dynamodb:Scan", ""))
        .endsWith("dynamodb:PutResourcePolicy on resource: " + TABLE + " with an explicit deny in a resource-based policy\"}");
    assertThat(ask(user(OWNER, "bob", allow("dynamodb:*", "*", "")), "DeleteResourcePolicy", arn(""))).contains("AccessDeniedException");
    assertThat(ask(ROOT, "DeleteResourcePolicy", arn(""))).startsWith("200");
  }

  @Test
  void malformedPoliciesAreRefusedWithThePlace() {
    assertThat(ask(ROOT, "PutResourcePolicy", arn(",\"Policy\":\"{\\\"Version\\\":1}\"")))
        .contains("ValidationException", "One or more parameter values were invalid: Invalid policy document: line 1, column");
    assertThat(ask(ROOT, "PutResourcePolicy", arn(",\"Policy\":\"" + " ".repeat(20_481) + "\"")))
        .contains("One or more parameter values were invalid: Maximum policy size of 20480 bytes exceeded (20481 bytes, and the limit is crossed at line 1, column 20481)");
    assertThat(put(ROOT, "Allow", "\"*\"", "dynamodb:*", "")).contains("grants unbounded access in one or more elements");
    assertThat(put(ROOT, "Allow", "\"" + OTHER + "\"", "s3:GetObject", "")).contains("The following action names are invalid: \\\"s3:GetObject\\\"");
  }

  private String ask(Caller caller, String operation, String body) {
    return ask(new Door.Api(), caller, operation, body);
  }

  /** The status and the body. */
  private String ask(Door door, Caller caller, String operation, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Headers headers = Headers.of("X-Amz-Target", "DynamoDB_20120810." + operation, "Content-Type", "application/x-amz-json-1.0");
    HttpReply reply = engine.handle(
        new HttpCall("POST", "/", "", headers, new ByteArrayInputStream(bytes), bytes.length, false, "10.0.0.1", door), caller);
    return reply.status() + " " + new String(((HttpReply.Bytes) reply.body()).bytes(), StandardCharsets.UTF_8);
  }

  private String put(Caller caller, String effect, String principal, String action, String rest) {
    String policy = statement(effect, principal, action, rest).replace("\"", "\\\"");
    return ask(caller, "PutResourcePolicy", arn(",\"Policy\":\"" + policy + "\""));
  }

  private static String statement(String effect, String principal, String action, String rest) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Principal\":{\"AWS\":" + principal + "},\"Action\":\"" + action
        + "\",\"Resource\":\"*\"" + rest + "}]}";
  }

  private static String arn(String rest) {
    return "{\"ResourceArn\":\"" + TABLE + "\"" + rest + "}";
  }

  private static String get(String table, String user) {
    return "{\"TableName\":\"" + table + "\",\"Key\":{\"user\":{\"S\":\"" + user + "\"}}}";
  }

  private static String allow(String action, String resource, String conditions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource
        + "\",\"Condition\":{" + conditions + "}}]}";
  }

  /** A user with this policy in the cloud; with none when it is empty. */
  private Caller user(String account, String name, String policy) {
    TreeMap<String, String> inline = new TreeMap<>();
    if (!policy.isEmpty()) {
      inline.put("p", policy);
    }
    cloud.set(cloud.get().with(new IamUser(
        new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_USER, name), name, "AIDA" + name, "/", NOW, inline, List.of())));
    return new Caller(account, REGION, "arn:aws:iam::" + account + ":user/" + name, "AIDA" + name, Optional.empty());
  }
}
