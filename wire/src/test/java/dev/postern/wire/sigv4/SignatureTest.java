package dev.postern.wire.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.wire.http.HttpCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final String GOOD = "AWS4-HMAC-SHA256 Credential=123456789012/20261123/eu-west-1/ec2/aws4_request, "
      + "SignedHeaders=Host;x-amz-date, Signature=ab";

  @Test
  void headersAreReadWithAnySpacing() {
    for (String text : new String[] {GOOD, GOOD.replace(", ", ","), GOOD.replace(", ", " ,  ")}) {
      Signature.Header header = (Signature.Header) Signature.parse(header(text, "20261123T100000Z"));
      assertThat(header.scope()).isEqualTo(new Scope("123456789012", "20261123", "eu-west-1", "ec2"));
      assertThat(header.signedHeaders()).containsExactly("host", "x-amz-date");
      assertThat(header.signature()).isEqualTo("ab");
    }
  }

  @Test
  void scopesOfAnotherRegionOrServiceAreNamed() {
    Scope scope = new Scope("K", "20261123", "eu-west-1", "ec2");
    assertThat(scope.mismatch("eu-west-1", "ec2")).isEmpty();
    assertThat(scope.mismatch("us-east-1", "ec2")).contains("Credential should be scoped to a valid region, not 'eu-west-1'.");
    assertThat(scope.mismatch("eu-west-1", "s3")).contains("Credential should be scoped to correct service: 's3'.");
  }

  @Test
  void noSignatureIsAnonymous() {
    assertThat(Signature.parse(SignedCalls.call("GET", "/k", "prefix=X-Amz-Date", new byte[0]))).isEqualTo(new Signature.Anonymous());
  }

  @Test
  void brokenHeadersAreMalformed() {
    for (String text : new String[] {"AWS AKID:sig", "Bearer x", "AWS4-HMAC-SHA256", GOOD.replace("Signature=", "S="), GOOD.replace("/ec2", ""),
        GOOD.replace("20261123/", "today/"), GOOD.replace("aws4_request", "aws5"), GOOD.replace("123456789012", "")}) {
      assertThat(Signature.parse(header(text, "20261123T100000Z"))).as(text).isInstanceOf(Signature.Malformed.class);
    }
    assertThat(Signature.parse(header(GOOD, "2026-11-23"))).isInstanceOf(Signature.Malformed.class);
  }

  @Test
  void presignedLifetimesAreLimitedToAWeek() {
    assertThat(((Signature.Presigned) presigned("604800")).lifetime()).isEqualTo(Duration.ofDays(7));
    for (String expires : new String[] {"604801", "-1", "soon", ""}) {
      assertThat(presigned(expires)).as(expires).isInstanceOf(Signature.Malformed.class);
    }
  }

  @Test
  void presignedPartsAreAllNeeded() {
    assertThat(Signature.parse(SignedCalls.call("GET", "/", "X-Amz-Algorithm=AWS4-HMAC-SHA256", new byte[0])))
        .isInstanceOf(Signature.Malformed.class);
  }

  private static Signature presigned(String expires) {
    return Signature.parse(SignedCalls.call("GET", "/b/k", "X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=K%2F20261123%2Fus-east-1%2Fs3%2Faws4_request"
        + "&X-Amz-Date=20261123T100000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00&X-Amz-Expires=" + expires, new byte[0]));
  }

  private static HttpCall header(String authorization, String date) {
    return SignedCalls.call("POST", "/", "", new byte[0], "Host", "h", "X-Amz-Date", date, "Authorization", authorization);
  }
}
