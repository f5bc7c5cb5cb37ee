package dev.postern.wire.sigv4;

import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests signed by the AWS SDK's own signer, as the server would see them. */
final class SignedCalls {
  static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private SignedCalls() {}

  static HttpCall sign(
      AwsCredentialsIdentity who, String service, String method, URI uri, Headers headers, byte[] body,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> options) throws IOException {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    headers.entries().forEach(h -> request.appendHeader(h.getKey(), h.getValue()));
    SignRequest.Builder<AwsCredentialsIdentity> sign = SignRequest.builder(who)
        .request(request.build())
        .payload(ContentStreamProvider.fromByteArray(body))
        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !service.equals("s3"))
        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
    options.accept(sign);
    SignedRequest signed = AwsV4HttpSigner.create().sign(sign.build());
    byte[] sent = signed.payload().isPresent() ? signed.payload().get().newStream().readAllBytes() : new byte[0];
    Headers received = new Headers();
    signed.request().forEachHeader((name, values) -> values.forEach(v -> received.add(name, v)));
    return new HttpCall(signed.request().method().name(), signed.request().encodedPath(),
        signed.request().encodedQueryParameters().orElse(""), received, new ByteArrayInputStream(sent), sent.length, false, "127.0.0.1",
        new Door.Api());
  }

  static AwsCredentialsIdentity user() {
    return AwsCredentialsIdentity.create(KEY, SECRET);
  }

  static HttpCall call(String method, String path, String query, byte[] body, String... headers) {
    return new HttpCall(method, path, query, Headers.of(headers), new ByteArrayInputStream(body), body.length, false, "127.0.0.1", new Door.Api());
  }
}
