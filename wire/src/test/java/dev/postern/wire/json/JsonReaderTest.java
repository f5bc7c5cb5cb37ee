package dev.postern.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.wire.shape.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class JsonReaderTest {
  @Test
  void itemsAreRead() {
    Reading<PutItemRequest> reading = read(PutItemRequest.class, """
        {"TableName":"t","Item":{"pk":{"S":"a"},"n":{"N":"1"},"b":{"B":"AAE="},"l":{"L":[{"M":{}},{"BOOL":true},{"NULL":true}]},"ss":{"SS":["x"]}},
         "ConditionExpression":null}""");
    assertThat(reading.request()).isEqualTo(PutItemRequest.builder().tableName("t").item(Map.of(
        "pk", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1"), "b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1})),
        "l", AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of()), AttributeValue.fromBool(true), AttributeValue.fromNul(true))),
        "ss", AttributeValue.fromSs(List.of("x")))).build());
    assertThat(reading.given()).contains("TableName", "Item.S", "Item.L.M").doesNotContain("ConditionExpression", "Item.pk");
  }

  @Test
  void unknownMembersAreNamed() {
    Reading<PutItemRequest> reading = read(PutItemRequest.class, "{\"Colour\":{\"a\":[1,{}]},\"TableName\":\"t\"}");
    assertThat(reading.request().tableName()).isEqualTo("t");
    assertThat(reading.unknown()).containsExactly("Colour");
  }

  @Test
  void emptyBodiesAreEmptyRequests() {
    assertThat(read(PutItemRequest.class, "").request()).isEqualTo(PutItemRequest.builder().build());
  }

  @Test
  void timestampsAreEpochSeconds() {
    assertThat(read(ListBackupsRequest.class, "{\"TimeRangeLowerBound\":1605081963.522}").request().timeRangeLowerBound())
        .isEqualTo(Instant.parse("2020-11-11T08:06:03.522Z"));
    for (String number : new String[] {"1E999999999", "1e-999999999", "99999999999999999999"}) {
      refused(ListBackupsRequest.class, "{\"TimeRangeLowerBound\":" + number + "}", "a timestamp is out of range");
    }
  }

  @Test
  void valuesOfTheWrongTypeAreRefused() {
    refused(PutItemRequest.class, "{\"TableName\":1}", "NUMBER_VALUE cannot be converted to String");
    refused(PutItemRequest.class, "{\"TableName\":{}}", "Start of structure or map found where not expected.");
    refused(PutItemRequest.class, "{\"Item\":[]}", "Start of list found where not expected.");
    refused(PutItemRequest.class, "{\"Item\":{\"a\":null}}", "NULL_VALUE cannot be converted to Structure");
    refused(PutItemRequest.class, "{\"Item\":{\"a\":{\"BOOL\":\"true\"}}}", "STRING_VALUE cannot be converted to Boolean");
    refused(QueryRequest.class, "{\"Limit\":\"5\"}", "STRING_VALUE cannot be converted to Integer");
    refused(QueryRequest.class, "{\"Limit\":5.5}", "DECIMAL_VALUE cannot be converted to Integer");
    refused(QueryRequest.class, "{\"Limit\":99999999999}", "NUMBER_VALUE cannot be converted to Integer");
  }

  @Test
  void brokenJsonIsRefused() {
    String deep = "{\"Item\":" + "{\"a\":{\"M\":".repeat(2000);
    for (String body : new String[] {"{", "[]", "x", "{} {}", "{\"TableName\":\"\n\"}", "{\"TableName\"}", "{\"Item\":{\"a\":{\"B\":\"?\"}}}",
        deep}) {
      AwsException refusal = catchThrowableOfType(AwsException.class, () -> read(PutItemRequest.class, body));
      assertThat(refusal).as(body).isNotNull();
      assertThat(refusal.code()).isEqualTo("SerializationException");
      assertThat(refusal.status()).isEqualTo(400);
    }
  }

  @Test
  void responsesLeaveOutWhatIsAbsent() {
    assertThat(text(JsonWriter.write(GetItemResponse.builder().build()))).isEqualTo("{}");
    assertThat(text(JsonWriter.write(ListTablesResponse.builder().tableNames(List.of()).build()))).isEqualTo("{\"TableNames\":[]}");
    assertThat(text(JsonWriter.write(GetItemResponse.builder().item(Map.of("a", AttributeValue.fromM(Map.of()))).build())))
        .isEqualTo("{\"Item\":{\"a\":{\"M\":{}}}}");
    assertThat(text(JsonWriter.write(TableDescription.builder().creationDateTime(Instant.parse("2020-11-11T08:06:03.522Z")).itemCount(3L).build())))
        .isEqualTo("{\"CreationDateTime\":1605081963.522,\"ItemCount\":3}");
  }

  @Test
  void errorsNameTheirOwner() {
    assertThat(text(JsonWriter.error("com.amazonaws.dynamodb.v20120810", Ec2Error.INVALID_PARAMETER.with("no \"x\""))))
        .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#InvalidParameter\",\"message\":\"no \\\"x\\\"\"}");
    assertThat(text(JsonWriter.error("com.amazonaws.dynamodb.v20120810", JsonError.UNKNOWN_OPERATION.with())))
        .isEqualTo("{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
  }

  private static <Q> Reading<Q> read(Class<Q> type, String body) {
    return JsonReader.read(type, body.getBytes(UTF_8));
  }

  private static void refused(Class<?> type, String body, String message) {
    AwsException refusal = catchThrowableOfType(AwsException.class, () -> read(type, body));
    assertThat(refusal).as(body).isNotNull();
    assertThat(refusal.code()).isEqualTo("SerializationException");
    assertThat(refusal.text()).isEqualTo(message);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
