package dev.postern.app.demo;

import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The demo's Lambda function: writes an item to DynamoDB and reads it back, with the AWS SDK as it comes. */
public final class DynamoDbFunction {
  private static final DynamoDbClient DYNAMODB = DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build();

  /** @param event the name of the table under {@code table}, the item's key under {@code id} */
  public Map<String, Object> handle(Map<String, String> event) {
    long start = System.nanoTime();
    AttributeValue id = AttributeValue.fromS(event.getOrDefault("id", ""));
    String table = event.get("table");
    DYNAMODB.putItem(p -> p.tableName(table).item(Map.of("id", id, "word", AttributeValue.fromS("postern"))));
    String word = DYNAMODB.getItem(g -> g.tableName(table).key(Map.of("id", id)).consistentRead(true)).item().get("word").s();
    return Map.of("read", word, "ms", (System.nanoTime() - start) / 1_000_000);
  }
}
