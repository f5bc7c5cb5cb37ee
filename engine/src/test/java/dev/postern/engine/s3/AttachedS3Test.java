package dev.postern.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.authorize.Ask;
import dev.postern.core.plan.Door;
import dev.postern.engine.s3.store.Storage;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the requests for another S3 ask for; the table against the rows of this one. */
class AttachedS3Test {
  @Test
  void theTableHasEveryOperationAsThisS3HasIt(@TempDir Path dir) {
    List<String> table = AttachedS3.lines().toList();
    try (Storage storage = new Storage(dir)) {
      List<String> own = Operations.all(storage).stream()
          .filter(row -> !row.permission().isEmpty())
          .map(row -> AttachedS3.line(row.binding(), row.permission()))
          .toList();
      assertThat(table).containsAll(own).doesNotHaveDuplicates();
      Stream<String> all = Stream.concat(
          Operations.all(storage).stream().map(row -> row.binding().operation() + row.binding().segments()),
          ControlOperations.all(new AccessPointActions(storage)).stream().map(row -> row.binding().operation() + row.binding().segments()));
      assertThat(table.stream().map(line -> line.replaceFirst("^(\\w+) \\w+ (\\[.*?]).*", "$1$2"))).containsExactlyInAnyOrderElementsOf(all.toList());
    }
  }

  private static HttpCall call(String method, String host, String uri, String... headers) {
    String[] parts = uri.split("\\?", 2);
    Headers all = Headers.of(headers).add("Host", host);
    return new HttpCall(method, parts[0], parts.length == 1 ? "" : parts[1], all, new ByteArrayInputStream(new byte[0]), 0, true, "10.0.0.1",
        new Door.Public("eu-west-1"));
  }

  private static String asked(HttpCall call) {
    return AttachedS3.of(call, "eu-west-1", Instant.EPOCH).stream().map(ask -> ask.action() + " " + ask.resource()).collect(Collectors.joining(" + "));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, s3.eu-west-1.amazonaws.com, /, s3:ListAllMyBuckets *",
    "GET, s3.eu-west-1.amazonaws.com, /b?list-type=2&prefix=x, s3:ListBucket arn:aws:s3:::b",
    "GET, b.s3.eu-west-1.amazonaws.com, /, s3:ListBucket arn:aws:s3:::b",
    "GET, b.s3.eu-west-1.amazonaws.com, /a%20b, s3:GetObject arn:aws:s3:::b/a b",
    "GET, s3.eu-west-1.amazonaws.com, /b/a?versionId=7, s3:GetObjectVersion arn:aws:s3:::b/a",
    "HEAD, s3.eu-west-1.amazonaws.com, /b/a, s3:GetObject arn:aws:s3:::b/a",
    "PUT, s3.eu-west-1.amazonaws.com, /b?versioning, s3:PutBucketVersioning arn:aws:s3:::b",
    "GET, s3.eu-west-1.amazonaws.com, /b/a?acl&tagging, s3:GetObjectTagging arn:aws:s3:::b/a + s3:GetObjectAcl arn:aws:s3:::b/a",
    "GET, pnt-123456789012.s3-accesspoint.eu-west-1.amazonaws.com, /a, s3:GetObject arn:aws:s3:eu-west-1:123456789012:accesspoint/pnt/object/a",
    "GET, 123456789012.s3-control.eu-west-1.amazonaws.com, /v20180820/accesspoint/pnt, s3:GetAccessPoint *",
    "PATCH, s3.eu-west-1.amazonaws.com, /b/a, s3:UnknownOperation *",
  })
  void aRequestAsksForWhatItIs(String method, String host, String uri, String asks) {
    assertThat(asked(call(method, host, uri))).isEqualTo(asks);
  }

  @Test
  void aCopyAsksForItsSourceAndHeadersAskForMore() {
    HttpCall copy = call("PUT", "s3.eu-west-1.amazonaws.com", "/b/a", "x-amz-copy-source", "/from/k%2Fx", "x-amz-acl", "private", "x-amz-tagging", "a=b");
    assertThat(asked(copy)).isEqualTo(
        "s3:PutObject arn:aws:s3:::b/a + s3:PutObjectTagging arn:aws:s3:::b/a + s3:PutObjectAcl arn:aws:s3:::b/a + s3:GetObject arn:aws:s3:::from/k/x");
    Ask list = AttachedS3.of(call("GET", "s3.eu-west-1.amazonaws.com", "/b?prefix=in/"), "eu-west-1", Instant.EPOCH).getFirst();
    assertThat(list.keys().get("s3:prefix").list()).containsExactly("in/");
  }
}
