package dev.postern.wire.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.Percent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class VerifierTest {
  private static final String ALPHABET = "abcXYZ019-._~ /:@!$&'()*+,;=%\"<>[]äß語\uD83D\uDE00";

  @Test
  void whatTheSdkSignsInHeadersHolds() throws Exception {
    Random random = seeded();
    for (int i = 0; i < 500; i++) {
      String service = random.nextBoolean() ? "s3" : "lambda";
      byte[] body = text(random, 30).getBytes(UTF_8);
      HttpCall call = SignedCalls.sign(SignedCalls.user(), service, random.nextBoolean() ? "PUT" : "POST", uri(random),
          Headers.of("X-Amz-Meta-A", "  a   b ", "Content-Type", "text/plain"), body, _ -> {});
      Signature.Header signature = (Signature.Header) Signature.parse(call);
      String hash = call.headers().first("x-amz-content-sha256").orElse(Verifier.payloadHash(body));
      assertThat(verify(call, signature, SignedCalls.SECRET, hash)).as("%s %s?%s", service, call.path(), call.query()).isEqualTo(new Verdict.Valid());
      assertThat(verify(call, signature, "other", hash)).isInstanceOf(Verdict.Different.class);
      assertThat(signature.scope()).isEqualTo(new Scope(SignedCalls.KEY, "20261123", "us-east-1", service));
    }
  }

  @Test
  void whatTheSdkPresignsHolds() throws Exception {
    Random random = seeded();
    AwsSessionCredentialsIdentity session = AwsSessionCredentialsIdentity.create(SignedCalls.KEY, SignedCalls.SECRET, "token/+= x");
    for (int i = 0; i < 300; i++) {
      HttpCall call = SignedCalls.sign(random.nextBoolean() ? session : SignedCalls.user(), "s3", "GET", uri(random), new Headers(), new byte[0],
          s -> s.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
              .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5))
              .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false));
      Signature.Presigned signature = (Signature.Presigned) Signature.parse(call);
      assertThat(verify(call, signature, SignedCalls.SECRET, Verifier.UNSIGNED_PAYLOAD)).as(call.path() + "?" + call.query())
          .isEqualTo(new Verdict.Valid());
      Instant late = SignedCalls.NOW.plusSeconds(301);
      assertThat(signature.isExpired(late)).isTrue();
      assertThat(Verifier.verify(call, signature, SignedCalls.SECRET, Verifier.UNSIGNED_PAYLOAD, late))
          .isEqualTo(new Verdict.Expired(SignedCalls.NOW.plusSeconds(300)));
    }
  }

  @Test
  void theExampleOfAwsHolds() {
    // "GET Object" of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    HttpCall call = SignedCalls.call("GET", "/test.txt", "", new byte[0],
        "Host", "examplebucket.s3.amazonaws.com", "Range", "bytes=0-9", "x-amz-date", "20130524T000000Z",
        "x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "Authorization", "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
            + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    Signature.Header signature = (Signature.Header) Signature.parse(call);
    String hash = Verifier.payloadHash(new byte[0]);
    assertThat(Verifier.verify(call, signature, SignedCalls.SECRET, hash, Instant.parse("2013-05-24T00:01:00Z"))).isEqualTo(new Verdict.Valid());
    assertThat(Verifier.verify(call, signature, SignedCalls.SECRET, hash, Instant.parse("2013-05-24T00:16:00Z")))
        .isEqualTo(new Verdict.Skewed(Instant.parse("2013-05-24T00:00:00Z")));
    assertThat(Verifier.verify(call, signature, SignedCalls.SECRET, hash, Instant.parse("2013-05-23T23:44:00Z")))
        .isEqualTo(new Verdict.Skewed(Instant.parse("2013-05-24T00:00:00Z")));
    call.headers().add("X-Amz-Meta-Later", "added on the way");
    assertThat(Verifier.verify(call, signature, SignedCalls.SECRET, hash, Instant.parse("2013-05-24T00:01:00Z")))
        .isEqualTo(new Verdict.Unsigned(List.of("x-amz-meta-later")));
  }

  @Test
  void anotherDayThanTheScopeIsRefused() {
    HttpCall call = SignedCalls.call("GET", "/", "", new byte[0], "Host", "h", "x-amz-date", "20130525T000000Z",
        "Authorization", "AWS4-HMAC-SHA256 Credential=K/20130524/us-east-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, Signature=00");
    assertThat(Verifier.verify(call, (Signature.Signed) Signature.parse(call), "s", "", Instant.parse("2013-05-25T00:00:00Z")))
        .isEqualTo(new Verdict.WrongDate("20130524", Instant.parse("2013-05-25T00:00:00Z")));
  }

  private static Verdict verify(HttpCall call, Signature.Signed signature, String secret, String hash) {
    return Verifier.verify(call, signature, secret, hash, SignedCalls.NOW.plusSeconds(60));
  }

  private static Random seeded() {
    long seed = System.nanoTime();
    System.out.println("VerifierTest seed " + seed);
    return new Random(seed);
  }

  private static URI uri(Random random) {
    String path = "/" + Percent.encode(text(random, 20).replaceAll("^/+", ""), true);
    String query = random.nextBoolean() ? "?list-type=2&prefix=" + Percent.encode(text(random, 10), false) + "&acl" : "";
    return URI.create("https://bucket.s3.us-east-1.amazonaws.com" + path + query);
  }

  private static String text(Random random, int limit) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(limit); i > 0; i--) {
      int at = random.nextInt(ALPHABET.codePointCount(0, ALPHABET.length()));
      text.appendCodePoint(ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, at)));
    }
    return text.toString();
  }
}
