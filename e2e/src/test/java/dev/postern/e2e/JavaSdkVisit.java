package dev.postern.e2e;

import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs on an instance: an object and an item, with the AWS SDK for Java as it comes. */
public final class JavaSdkVisit {
  private JavaSdkVisit() {}

  public static void main(String[] arguments) {
    try (S3Client s3 = S3Client.builder().httpClient(UrlConnectionHttpClient.create()).build();
        DynamoDbClient dynamodb = DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build()) {
      s3.putObject(p -> p.bucket(arguments[0]).key("java"), RequestBody.fromString("from java"));
      String object = s3.getObjectAsBytes(g -> g.bucket(arguments[0]).key("java")).asUtf8String();
      Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("java"));
      dynamodb.putItem(p -> p.tableName(arguments[1]).item(Map.of("id", AttributeValue.fromS("java"), "n", AttributeValue.fromN("3"))));
      System.out.println(object + " " + dynamodb.getItem(g -> g.tableName(arguments[1]).key(key)).item().get("n").n());
    }
  }
}
