package dev.postern.app.demo;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the demo runs on its instance: puts an object into a bucket and reads it back, with the AWS SDK as it comes and the instance's role. */
public final class S3Visit {
  private S3Visit() {}

  public static void main(String[] arguments) {
    try (S3Client s3 = S3Client.builder().httpClient(UrlConnectionHttpClient.create()).build()) {
      s3.putObject(p -> p.bucket(arguments[0]).key("hello.txt"), RequestBody.fromString("hello from a private subnet"));
      System.out.println(s3.getObjectAsBytes(g -> g.bucket(arguments[0]).key("hello.txt")).asUtf8String());
    }
  }
}
