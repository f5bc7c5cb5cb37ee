package dev.postern.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.error.AwsException;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.json.Encoding;
import dev.postern.wire.json.JsonReader;
import dev.postern.wire.json.JsonWriter;
import dev.postern.wire.query.QueryProtocol;
import dev.postern.wire.query.QueryReader;
import dev.postern.wire.rest.RestBinding;
import dev.postern.wire.rest.RestProtocol;
import dev.postern.wire.rest.RestReader;
import dev.postern.wire.rest.RestTable;
import dev.postern.wire.sigv4.ChunkedBody;
import dev.postern.wire.sigv4.Signature;
import dev.postern.wire.sigv4.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;

/** Valid input with random damage: every reader either reads it or refuses it in AWS's words, and never fails in another way. */
class GarbageTest {
  private static final long SEED = System.nanoTime();
  private static final int ROUNDS = 4000;
  private static final String SPICE = "\0\r\n\t %+&=.;:/<>\"'{}[],!?-0129aZ\u007f\u00ff";

  @BeforeAll
  static void printSeed() {
    System.out.println("GarbageTest seed " + SEED);
  }

  @Test
  void queryRequests() {
    damaged("Action=RunInstances&ImageId=ami-1&MinCount=1&MaxCount=2"
            + "&NetworkInterface.1.DeviceIndex=0&NetworkInterface.1.SecurityGroupId.1=sg-1&DryRun=true",
        form -> QueryReader.read(QueryProtocol.EC2, RunInstancesRequest.class, QueryProtocol.EC2.parse(form)));
    damaged("Action=CreateRole&RoleName=r&MaxSessionDuration=3600&Tags.member.1.Key=k&Tags.member.1.Value=v&Tags.member.2.Key=k",
        form -> QueryReader.read(QueryProtocol.AWS_QUERY, CreateRoleRequest.class, QueryProtocol.AWS_QUERY.parse(form)));
  }

  @Test
  void cborRequests() {
    GetMetricDataRequest request =
        GetMetricDataRequest.builder().startTime(Instant.parse("2026-11-25T10:00:00.250Z")).endTime(Instant.parse("2026-11-25T11:00:00Z")).maxDatapoints(7)
            .metricDataQueries(q -> q.id("a").returnData(true).metricStat(s -> s.stat("Sum").period(60).metric(m -> m.namespace("N").metricName("M"))))
            .build();
    damaged(JsonWriter.write(Encoding.CBOR, request), body -> JsonReader.read(Encoding.CBOR, GetMetricDataRequest.class, body));
    damaged(JsonWriter.write(Encoding.CBOR, PutItemRequest.builder().item(Map.of("a", AttributeValue.fromB(SdkBytes.fromUtf8String("xyz")))).build()),
        body -> JsonReader.read(Encoding.CBOR, PutItemRequest.class, body));
  }

  @Test
  void jsonRequests() {
    damaged("{\"TableName\":\"t\",\"Item\":{\"a\":{\"S\":\"x\\u00e4\"},\"b\":{\"N\":\"1\"},"
            + "\"c\":{\"L\":[{\"B\":\"AAE=\"},{\"M\":{\"d\":{\"NULL\":true}}}]}},\"ReturnValues\":null}",
        body -> JsonReader.read(PutItemRequest.class, body));
  }

  @Test
  void xmlRequests() {
    RestBinding<DeleteObjectsRequest> delete = RestBinding.of("DeleteObjects", "POST", "/{Bucket}?delete", DeleteObjectsRequest.class);
    damaged("<?xml version=\"1.0\"?><Delete xmlns=\"x\"><Object><Key>a&amp;b</Key></Object><Quiet>true</Quiet><!-- c --></Delete>",
        body -> xml(delete, "/b", "delete", body));
    RestBinding<PutBucketLifecycleConfigurationRequest> lifecycle =
        RestBinding.of("PutBucketLifecycleConfiguration", "PUT", "/{Bucket}?lifecycle", PutBucketLifecycleConfigurationRequest.class);
    damaged("<LifecycleConfiguration><Rule><ID>i</ID><Filter><And><Prefix>p</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter>"
        + "<Status>Enabled</Status>"
        + "<Expiration><Days>1</Days><Date>2020-11-11T00:00:00Z</Date></Expiration></Rule></LifecycleConfiguration>",
            body -> xml(lifecycle, "/b", "lifecycle", body));
  }

  @Test
  void targets() {
    RestBinding<DeleteObjectsRequest> delete = RestBinding.of("DeleteObjects", "POST", "/{Bucket}?delete", DeleteObjectsRequest.class);
    damaged("/bu%20cket/?delete&x-id=1", target -> {
      String text = new String(target, ISO_8859_1);
      int mark = text.indexOf('?');
      xml(delete, mark < 0 ? text : text.substring(0, mark), mark < 0 ? "" : text.substring(mark + 1), new byte[0]);
    });
  }

  @Test
  void signatures() {
    damaged("AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=00", text ->
        verify(call("/k", "", new byte[0], "Host", "h", "X-Amz-Date", "20261123T100000Z", "Authorization", new String(text, ISO_8859_1))));
    damaged("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=K%2F20261123%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261123T100000Z"
        + "&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=00&X-Amz-Expires=300", text -> verify(call("/k", new String(text, ISO_8859_1), new byte[0], "Host", "h")));
  }

  @Test
  void chunkedBodies() {
    damaged("3;chunk-signature=00\r\nabc\r\n0;chunk-signature=00\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", body -> {
      try {
        ChunkedBody.unverified(call("/k", "", body)).readAllBytes();
      } catch (ChunkedBody.BrokenException _) {
        throw new Refused();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static final class Refused extends RuntimeException {}

  /** Runs with the sample as it is, which must be read, and then damaged. */
  private static void damaged(String sample, Consumer<byte[]> reader) {
    reader.accept(sample.getBytes(UTF_8));
    rounds(sample, reader);
  }

  private static void damaged(byte[] sample, Consumer<byte[]> reader) {
    reader.accept(sample);
    rounds(new String(sample, ISO_8859_1), reader);
  }

  private static void rounds(String sample, Consumer<byte[]> reader) {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] input = damage(sample, random);
      try {
        reader.accept(input);
      } catch (AwsException e) {
        assertThat(e.status()).isBetween(400, 499);
      } catch (Refused _) {
        // A broken frame is an answer too.
      } catch (RuntimeException | Error e) {
        throw new AssertionError("on " + new String(input, ISO_8859_1), e);
      }
    }
  }

  private static byte[] damage(String sample, Random random) {
    StringBuilder text = new StringBuilder(sample);
    for (int i = random.nextInt(4) + 1; i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
        case 2 -> text.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
        default -> text.insert(random.nextInt(text.length()), text.substring(at, end).repeat(1 + random.nextInt(3)));
      }
    }
    return text.toString().getBytes(random.nextBoolean() ? UTF_8 : ISO_8859_1);
  }

  private static <Q> void xml(RestBinding<Q> binding, String path, String query, byte[] body) {
    new RestTable(RestProtocol.XML, List.of(binding)).match(binding.method(), path, query, new Headers())
        .ifPresent(match -> RestReader.read(RestProtocol.XML, binding, match, new Headers(), body));
  }

  private static void verify(HttpCall call) {
    if (Signature.parse(call) instanceof Signature.Signed signed) {
      Verifier.verify(call, signed, "secret", Verifier.UNSIGNED_PAYLOAD, Instant.parse("2026-11-23T10:00:00Z"));
    }
  }

  private static HttpCall call(String path, String query, byte[] body, String... headers) {
    return new HttpCall("PUT", path, query, Headers.of(headers), new ByteArrayInputStream(body), body.length, false, "127.0.0.1", new Door.Api());
  }
}
