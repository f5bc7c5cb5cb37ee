package dev.postern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Seed;
import dev.postern.core.action.sts.Sessions;
import dev.postern.core.model.AccessKey;
import dev.postern.core.plan.Door;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class FrontDoorTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Door.Endpoint ENDPOINT =
      new Door.Endpoint("eu-west-1", "000000000000", "vpc-1", "vpce-1", "com.amazonaws.eu-west-1.dynamodb", "eu-west-1", Door.EndpointType.GATEWAY);

  private Snapshot snapshot = Snapshot.EMPTY;
  private final FrontDoor front = front(Auth.LENIENT);

  private FrontDoor front(Auth auth) {
    return new FrontDoor(
        backends(),
        call -> HttpReply.of(200, "text/plain", "own " + call.path()),
        call -> HttpReply.of(200, "text/plain", "metadata " + call.path()),
        () -> snapshot,
        auth,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void theSignatureNamesTheServiceAndTheCallerOnTheApiPort() {
    for (String service : List.of("s3", "ec2", "iam", "sts", "dynamodb", "lambda")) {
      HttpCall call = signed("123456789012", "x", service, "eu-west-1", "http://localhost:4566/", "", NOW);
      assertThat(text(call)).isEqualTo(service + " 123456789012 eu-west-1 arn:aws:iam::123456789012:root");
    }
    assertThat(text(signed("test", "x", "s3", "us-east-1", "http://localhost/", "", NOW))).startsWith("s3 000000000000 us-east-1");
  }

  @Test
  void unsignedCallsOnTheApiPortAreRoutedByHostThenTargetThenVersionAndElseAreForS3() {
    assertThat(text(call(new Door.Api(), "GET", "/", "", "", "Host", "dynamodb.eu-west-1.amazonaws.com"))).startsWith("dynamodb 000000000000 eu-west-1");
    assertThat(text(call(new Door.Api(), "POST", "/", "", "{}", "Host", "localhost:4566", "X-Amz-Target", "DynamoDB_20120810.ListTables"))).startsWith("dynamodb");
    String form = "application/x-www-form-urlencoded; charset=utf-8";
    assertThat(text(call(new Door.Api(), "POST", "/", "", "Action=DescribeVpcs&Version=2016-11-15", "Content-Type", form))).startsWith("ec2");
    assertThat(text(call(new Door.Api(), "POST", "/", "", "Action=GetCallerIdentity&Version=2011-06-15", "Content-Type", form))).startsWith("sts");
    assertThat(text(call(new Door.Api(), "GET", "/", "Action=ListUsers&Version=2010-05-08", ""))).startsWith("iam");
    assertThat(text(call(new Door.Api(), "GET", "/bucket/key", "", ""))).startsWith("s3");
  }

  @Test
  void ownPathsAreOfTheApiPortAloneAndMetadataOfItsDoor() {
    assertThat(text(call(new Door.Api(), "GET", "/_postern/health", "", ""))).isEqualTo("own /_postern/health");
    assertThat(text(call(new Door.Public("us-east-1"), "GET", "/_postern/health", "", "", "Host", "s3.us-east-1.amazonaws.com"))).startsWith("s3 ");
    assertThat(text(call(new Door.Metadata("us-east-1", "a", "v"), "GET", "/latest", "", ""))).isEqualTo("metadata /latest");
  }

  @Test
  void checkipTellsTheAddressThatItSees() {
    assertThat(text(call(new Door.Public("us-east-1"), "GET", "/", "", "", "Host", "checkip.amazonaws.com"))).isEqualTo("198.51.100.7\n");
  }

  @Test
  void insideTheHostNameDecidesAndASignatureIsNeeded() {
    HttpCall s3 = through(new Door.Public("eu-west-1"), signed("123456789012", "x", "s3", "eu-west-1", "https://b.s3.eu-west-1.amazonaws.com/k", "", NOW));
    assertThat(text(s3)).startsWith("s3 123456789012 eu-west-1");
    assertThat(text(call(new Door.Public("eu-west-1"), "GET", "/k", "", "", "Host", "b.s3.eu-west-1.amazonaws.com")))
        .startsWith("s3  eu-west-1 anonymous");
    HttpReply anonymous = front.handle(call(new Door.Public("eu-west-1"), "POST", "/", "", "{}", "Host", "dynamodb.eu-west-1.amazonaws.com"));
    assertThat(anonymous.status()).isEqualTo(400);
    assertThat(body(anonymous)).contains("MissingAuthenticationToken");
    assertThat(front.handle(call(new Door.Public("eu-west-1"), "GET", "/", "", "", "Host", "example.com")).status()).isEqualTo(404);
  }

  @Test
  void aSignatureOfAnotherRegionOrServiceIsRefused() {
    HttpReply wrongRegion = front.handle(
        through(ENDPOINT, signed("123456789012", "x", "dynamodb", "us-east-1", "https://dynamodb.eu-west-1.amazonaws.com/", "{}", NOW)));
    assertThat(wrongRegion.status()).isEqualTo(400);
    assertThat(body(wrongRegion)).contains("InvalidSignatureException").contains("Credential should be scoped to a valid region, not 'us-east-1'.");
    HttpReply noRegion = front.handle(signed("123456789012", "x", "ec2", "mars-1", "http://localhost/", "", NOW));
    assertThat(noRegion.status()).isEqualTo(401);
    assertThat(body(noRegion)).contains("<Code>AuthFailure</Code>");
  }

  @Test
  void anEndpointAnswersForItsOwnServiceOnly() {
    HttpCall own = through(ENDPOINT, signed("123456789012", "x", "dynamodb", "eu-west-1", "https://dynamodb.eu-west-1.amazonaws.com/", "{}", NOW));
    assertThat(text(own)).startsWith("dynamodb");
    HttpCall other = through(ENDPOINT, signed("123456789012", "x", "s3", "eu-west-1", "https://s3.eu-west-1.amazonaws.com/", "", NOW));
    assertThat(front.handle(other).status()).isEqualTo(421);
  }

  @Test
  void anUnknownServiceIsRefusedByName() {
    HttpReply reply = front.handle(signed("123456789012", "x", "nosuchservice", "us-east-1", "http://localhost/", "{}", NOW));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(body(reply)).contains("nosuchservice");
  }

  @Test
  void aSignatureMeansTheServiceThatHasABackendAmongThoseThatSignAlikeUnlessTheHostSaysWhich() {
    assertThat(text(signed("123456789012", "x", "kinesis", "us-east-1", "http://localhost/", "", NOW))).startsWith("kinesis-streams 123456789012");
    assertThat(text(signed("123456789012", "x", "sagemaker", "us-east-1", "http://localhost/", "", NOW))).startsWith("sagemaker.runtime 123456789012");
    assertThat(text(signed("123456789012", "x", "sagemaker", "us-east-1", "http://api.sagemaker.us-east-1.amazonaws.com/", "", NOW)))
        .contains("--backend sagemaker.api=");
  }

  @Test
  void anEndpointAnswersToItsOwnNamesAndToThoseOfItsServicesRegion() {
    Door.Endpoint elsewhere = endpoint("com.amazonaws.us-west-2.kms", "us-west-2");
    for (String host : List.of("kms.us-west-2.amazonaws.com", "vpce-0123456789abcdef0-abcd1234.kms.us-west-2.vpce.amazonaws.com")) {
      assertThat(text(through(elsewhere, signed("123456789012", "x", "kms", "us-west-2", "https://" + host + "/", "{}", NOW)))).startsWith("kms 123456789012 us-west-2");
    }
    HttpCall ofThisRegion = signed("123456789012", "x", "kms", "eu-west-1", "https://kms.eu-west-1.amazonaws.com/", "{}", NOW);
    assertThat(front.handle(through(elsewhere, ofThisRegion)).status()).isEqualTo(421);
    HttpReply wrongScope = front.handle(through(elsewhere, signed("123456789012", "x", "kms", "eu-west-1", "https://kms.us-west-2.amazonaws.com/", "{}", NOW)));
    assertThat(wrongScope.status()).isEqualTo(400);
    assertThat(body(wrongScope)).contains("Credential should be scoped to a valid region, not 'eu-west-1'.");
  }

  @Test
  void theScopeOfASignatureNamesTheServiceAsItsClientsDo() {
    Door.Endpoint mail = endpoint("com.amazonaws.eu-west-1.email", "eu-west-1");
    assertThat(text(through(mail, signed("123456789012", "x", "ses", "eu-west-1", "https://email.eu-west-1.amazonaws.com/", "", NOW)))).startsWith("email 123456789012");
    HttpReply asEmail = front.handle(through(mail, signed("123456789012", "x", "email", "eu-west-1", "https://email.eu-west-1.amazonaws.com/", "", NOW)));
    assertThat(asEmail.status()).isEqualTo(403);
    assertThat(body(asEmail)).contains("Credential should be scoped to correct service: 'ses'.");
  }

  @Test
  void whatPosternCannotJudgeTheAttachedEngineDoes() {
    Door.Endpoint api = endpoint("com.amazonaws.eu-west-1.execute-api", "eu-west-1");
    String host = "a1b2c3.execute-api.eu-west-1.amazonaws.com";
    assertThat(text(call(api, "POST", "/prod", "", "{}", "Host", host))).startsWith("execute-api  eu-west-1 anonymous").endsWith("{}");
    assertThat(text(call(api, "POST", "/prod", "", "{}", "Host", host, "Authorization", "Bearer token"))).startsWith("execute-api  eu-west-1 anonymous");
    assertThat(front.handle(call(api, "POST", "/prod", "", "{}", "Host", host, "Authorization", "AWS4-HMAC-SHA256 nonsense")).status()).isEqualTo(400);
  }

  @Test
  void aKeyThatWasGivenOutMustHaveSignedForAttachedEnginesTooWithOrWithoutTheBodysHash() {
    AccessKey key = Sessions.of("123456789012", "arn:aws:iam::123456789012:user/u", "AIDAX", Duration.ofHours(1),
        new Facts(NOW, new Seed(new byte[32]), Observed.NOTHING));
    snapshot = snapshot.with(key);
    AwsCredentialsIdentity right = AwsSessionCredentialsIdentity.create(key.id(), key.secretAccessKey(), key.sessionToken().orElseThrow());
    AwsCredentialsIdentity wrong = AwsSessionCredentialsIdentity.create(key.id(), "guess", key.sessionToken().orElseThrow());
    for (boolean hash : List.of(true, false)) {
      assertThat(text(kms(right, hash))).startsWith("kms 123456789012").contains("user/u").endsWith("hello");
      assertThat(body(front.handle(kms(wrong, hash)))).contains("InvalidSignatureException");
    }
  }

  /** @param hash whether the client sends the body's hash in a header, as only some do */
  private static HttpCall kms(AwsCredentialsIdentity who, boolean hash) {
    HttpCall call = signed(who, "kms", "us-east-1", "http://localhost/", "hello", NOW);
    return hash ? call : withoutHash(call, who, "hello");
  }

  /** The same request as botocore signs it: the hash of the body is in what is signed, and in no header. */
  private static HttpCall withoutHash(HttpCall call, AwsCredentialsIdentity who, String body) {
    String names = "host;x-amz-date;x-amz-security-token";
    Headers headers = new Headers();
    List.of(names.split(";")).forEach(n -> headers.add(n, call.headers().first(n).orElseThrow()));
    StringBuilder canonical = new StringBuilder("POST\n/\n\n");
    headers.entries().forEach(h -> canonical.append(h.getKey()).append(':').append(h.getValue()).append('\n'));
    canonical.append('\n').append(names).append('\n').append(sha256(body));
    String scope = "20261123/us-east-1/kms/aws4_request";
    String text = "AWS4-HMAC-SHA256\n20261123T100000Z\n" + scope + "\n" + sha256(canonical.toString());
    byte[] key = ("AWS4" + who.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=" + who.accessKeyId() + "/" + scope + ", SignedHeaders=" + names + ", Signature="
        + HexFormat.of().formatHex(hmac(key, text)));
    return new HttpCall(call.method(), call.path(), call.query(), headers, call.body(), call.contentLength(), false, call.peer(), call.door());
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aKeyThatWasGivenOutMustHaveSigned() {
    AccessKey key = Sessions.of("123456789012", "arn:aws:iam::123456789012:user/u", "AIDAX", Duration.ofHours(1),
        new Facts(NOW, new Seed(new byte[32]), Observed.NOTHING));
    snapshot = snapshot.with(key);
    AwsCredentialsIdentity right =
        AwsSessionCredentialsIdentity.create(key.id(), key.secretAccessKey(), key.sessionToken().orElseThrow());
    for (String service : List.of("s3", "ec2", "sts", "dynamodb")) {
      assertThat(text(signed(right, service, "us-east-1", "http://localhost/a%20b?x=1", "hello", NOW))).startsWith(service + " 123456789012").endsWith("user/u");
    }
    AwsCredentialsIdentity wrong = AwsSessionCredentialsIdentity.create(key.id(), "guess", key.sessionToken().orElseThrow());
    assertThat(body(front.handle(signed(wrong, "s3", "us-east-1", "http://localhost/", "", NOW)))).contains("<Code>SignatureDoesNotMatch</Code>");
    assertThat(body(front.handle(signed(wrong, "ec2", "us-east-1", "http://localhost/", "", NOW)))).contains("<Code>AuthFailure</Code>");
    AwsCredentialsIdentity tokenless = AwsCredentialsIdentity.create(key.id(), key.secretAccessKey());
    assertThat(body(front.handle(signed(tokenless, "sts", "us-east-1", "http://localhost/", "", NOW)))).contains("InvalidClientTokenId");
  }

  @ParameterizedTest
  @CsvSource({
    "sts, 403, <Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message>",
    "iam, 403, <Code>InvalidClientTokenId</Code>",
    "dynamodb, 400, com.amazon.coral.service#UnrecognizedClientException\",\"message\":\"The security token included in the request is invalid.\"",
    "kms, 400, com.amazon.coral.service#UnrecognizedClientException",
    "lambda, 403, The security token included in the request is invalid.",
    "s3, 403, <Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message>",
    "ec2, 401, <Code>AuthFailure</Code><Message>AWS was not able to validate the provided access credentials</Message>"
  })
  void whereCredentialsMatterAKeyThatNobodyWasGivenIsRefusedInTheServicesWords(String service, int status, String said) {
    FrontDoor strict = front(Auth.STRICT);
    for (String key : List.of("123456789012", "test", "AKIAIOSFODNN7EXAMPLE")) {
      HttpReply reply = strict.handle(signed(key, "x", service, "us-east-1", "http://localhost/", "{}", NOW));
      assertThat(reply.status()).as(key).isEqualTo(status);
      assertThat(body(reply)).as(key).contains(said);
      assertThat(text(signed(key, "x", service, "us-east-1", "http://localhost/", "{}", NOW))).as("by default").startsWith(service + " ");
    }
  }

  @Test
  void whereCredentialsMatterKeysThatWereGivenOutAreTakenAndWhatNobodySignedIsNot() {
    AccessKey key = Sessions.of("123456789012", "arn:aws:iam::123456789012:user/u", "AIDAX", Duration.ofHours(1),
        new Facts(NOW, new Seed(new byte[32]), Observed.NOTHING));
    snapshot = snapshot.with(key);
    AwsCredentialsIdentity right = AwsSessionCredentialsIdentity.create(key.id(), key.secretAccessKey(), key.sessionToken().orElseThrow());
    FrontDoor strict = front(Auth.STRICT);
    for (String service : List.of("s3", "ec2", "sts", "dynamodb", "kms")) {
      assertThat(body(strict.handle(signed(right, service, "us-east-1", "http://localhost/", "hello", NOW)))).startsWith(service + " 123456789012").contains("user/u");
    }
    HttpReply unsigned = strict.handle(call(new Door.Api(), "GET", "/", "Action=ListUsers&Version=2010-05-08", ""));
    assertThat(unsigned.status()).isEqualTo(403);
    assertThat(body(unsigned)).contains("<Code>MissingAuthenticationToken</Code>");
    assertThat(body(strict.handle(call(new Door.Api(), "GET", "/_postern/health", "", "")))).isEqualTo("own /_postern/health");
  }

  @Test
  void whereNothingIsVerifiedAWrongSignatureStillSaysWhoCalls() {
    AccessKey key = Sessions.of("123456789012", "arn:aws:iam::123456789012:user/u", "AIDAX", Duration.ofHours(1),
        new Facts(NOW, new Seed(new byte[32]), Observed.NOTHING));
    snapshot = snapshot.with(key);
    AwsCredentialsIdentity wrong = AwsSessionCredentialsIdentity.create(key.id(), "wrong", key.sessionToken().orElseThrow());
    assertThat(body(front.handle(signed(wrong, "s3", "us-east-1", "http://localhost/", "", NOW)))).contains("SignatureDoesNotMatch");
    assertThat(body(front(Auth.NONE).handle(signed(wrong, "s3", "us-east-1", "http://localhost/", "", NOW)))).contains("user/u");
  }

  @Test
  void anOldRequestIsRefused() {
    HttpReply reply = front.handle(signed("123456789012", "x", "s3", "us-east-1", "http://localhost/", "", NOW.minusSeconds(3600)));
    assertThat(body(reply)).contains("<Code>RequestTimeTooSkewed</Code>");
  }

  @Test
  void aFormOverTheLimitIs413() {
    HttpReply reply = front.handle(signed("123456789012", "x", "ec2", "us-east-1", "http://localhost/", "x".repeat((1 << 20) + 1), NOW));
    assertThat(reply.status()).isEqualTo(413);
    assertThat(body(reply)).contains("<Code>RequestEntityTooLarge</Code>");
  }

  private static Map<String, Backend> backends() {
    Map<String, Backend> backends = new HashMap<>();
    for (String name : List.of("s3", "ec2", "iam", "sts", "dynamodb", "lambda")) {
      backends.put(name, new Backend((_, caller) -> HttpReply.of(200, "text/plain", name + " " + describe(caller)), Backend.Source.OWN));
    }
    for (String name : List.of("kinesis-streams", "sagemaker.runtime", "execute-api", "kms", "email")) {
      backends.put(name, new Backend((call, caller) -> HttpReply.of(200, "text/plain", name + " " + describe(caller) + " "
          + new String(call.bodyBytes(1 << 20), StandardCharsets.UTF_8)), Backend.Source.ATTACHED));
    }
    return backends;
  }

  private static Door.Endpoint endpoint(String service, String serviceRegion) {
    return new Door.Endpoint("eu-west-1", "000000000000", "vpc-1", "vpce-0123456789abcdef0", service, serviceRegion, Door.EndpointType.INTERFACE);
  }

  private static String describe(Caller caller) {
    return caller.account() + " " + caller.region() + " " + caller.principalArn();
  }

  private String text(HttpCall call) {
    return body(front.handle(call));
  }

  private static String body(HttpReply reply) {
    return new String(((HttpReply.Bytes) reply.body()).bytes(), StandardCharsets.UTF_8);
  }

  private static HttpCall call(Door door, String method, String path, String query, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new HttpCall(method, path, query, Headers.of(headers), new ByteArrayInputStream(bytes), bytes.length, false, "198.51.100.7", door);
  }

  private static HttpCall signed(String key, String secret, String service, String region, String uri, String body, Instant at) {
    return signed(AwsCredentialsIdentity.create(key, secret), service, region, uri, body, at);
  }

  private static HttpCall signed(AwsCredentialsIdentity who, String service, String region, String uri, String body, Instant at) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(uri)).build();
    SignedRequest signed = AwsV4HttpSigner.create().sign(r -> r.identity(who)
        .request(request)
        .payload(ContentStreamProvider.fromByteArray(bytes))
        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
    Headers headers = new Headers();
    signed.request().forEachHeader((name, values) -> values.forEach(v -> headers.add(name, v)));
    return new HttpCall("POST", signed.request().encodedPath(), signed.request().encodedQueryParameters().orElse(""), headers,
        new ByteArrayInputStream(bytes), bytes.length, false, "198.51.100.7", new Door.Api());
  }

  private static HttpCall through(Door door, HttpCall call) {
    return new HttpCall(call.method(), call.path(), call.query(), call.headers(), call.body(), call.contentLength(), true, "10.0.0.5", door);
  }
}
