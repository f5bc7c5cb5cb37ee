package dev.postern.wire.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;

class ChunkedBodyTest {
  @Test
  void signedChunksOfTheSdkAreDecodedAndHold() throws Exception {
    for (int size : new int[] {0, 1, 1000, 131072, 300_000}) {
      byte[] body = body(size);
      HttpCall call = SignedCalls.sign(SignedCalls.user(), "s3", "PUT", URI.create("http://b.s3.amazonaws.com/k"),
          Headers.of("Content-Length", "" + size), body,
          s -> s.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true));
      assertThat(call.headers().first("x-amz-content-sha256")).contains("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
      assertThat(ChunkedBody.isChunked(call)).isTrue();
      assertThat(ChunkedBody.declaredLength(call)).contains((long) size);
      ChunkedBody decoded = ChunkedBody.verified(call, (Signature.Signed) Signature.parse(call), SignedCalls.SECRET);
      assertThat(decoded.readAllBytes()).isEqualTo(body);
      assertThat(decoded.trailers().entries()).isEmpty();
    }
  }

  @Test
  void signedTrailersOfTheSdkAreDecodedAndHold() throws Exception {
    byte[] body = body(200_000);
    HttpCall call = checksummed(body, true);
    assertThat(call.headers().first("x-amz-content-sha256")).contains("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
    ChunkedBody decoded = ChunkedBody.verified(call, (Signature.Signed) Signature.parse(call), SignedCalls.SECRET);
    assertThat(decoded.readAllBytes()).isEqualTo(body);
    assertThat(decoded.trailers().first("x-amz-checksum-crc32")).contains(crc32(body));
  }

  @Test
  void unsignedTrailersOfTheSdkAreDecoded() throws Exception {
    byte[] body = body(200_000);
    HttpCall call = checksummed(body, false);
    assertThat(call.headers().first("x-amz-content-sha256")).contains("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    ChunkedBody decoded = ChunkedBody.verified(call, (Signature.Signed) Signature.parse(call), SignedCalls.SECRET);
    assertThat(decoded.readAllBytes()).isEqualTo(body);
    assertThat(decoded.trailers().first("x-amz-checksum-crc32")).contains(crc32(body));
  }

  @Test
  void aChangedByteBreaksTheChain() throws Exception {
    HttpCall call = checksummed(body(200_000), true);
    byte[] wire = call.body().readAllBytes();
    wire[150_000] ^= 1;
    HttpCall changed = new HttpCall(call.method(), call.path(), call.query(), call.headers(), new ByteArrayInputStream(wire), wire.length, false,
        "", call.door());
    ChunkedBody decoded = ChunkedBody.verified(changed, (Signature.Signed) Signature.parse(changed), SignedCalls.SECRET);
    ChunkedBody.BrokenException broken = catchThrowableOfType(ChunkedBody.BrokenException.class, decoded::readAllBytes);
    assertThat(broken.isSignature()).isTrue();
  }

  @Test
  void theExampleOfAwsHolds() throws Exception {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
    String a64k = "a".repeat(65536);
    String body = "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" + a64k + "\r\n"
        + "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" + "a".repeat(1024) + "\r\n"
        + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
    HttpCall call = SignedCalls.call("PUT", "/examplebucket/chunkObject.txt", "", body.getBytes(UTF_8), "Host", "s3.amazonaws.com",
        "x-amz-date", "20130524T000000Z", "x-amz-storage-class", "REDUCED_REDUNDANCY", "Content-Encoding", "aws-chunked",
        "x-amz-decoded-content-length", "66560", "Content-Length", "66824", "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "Authorization", "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,"
            + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    Signature.Signed signature = (Signature.Signed) Signature.parse(call);
    assertThat(Verifier.verify(call, signature, SignedCalls.SECRET, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", signature.signedAt()))
        .isEqualTo(new Verdict.Valid());
    assertThat(ChunkedBody.verified(call, signature, SignedCalls.SECRET).readAllBytes()).hasSize(66560);
  }

  @Test
  void brokenFramesAreRefused() {
    for (String wire : new String[] {"", "x\r\n", "\r\n", "5\r\nabc", "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc\r\n", "-1\r\n", "ffffffffffffffff\r\n",
        "0\r\nno colon\r\n\r\n", "9".repeat(10_000)}) {
      HttpCall call = SignedCalls.call("PUT", "/k", "", wire.getBytes(ISO_8859_1));
      ChunkedBody.BrokenException broken = catchThrowableOfType(ChunkedBody.BrokenException.class, () -> ChunkedBody.unverified(call).readAllBytes());
      assertThat(broken).as(wire).isNotNull();
      assertThat(broken.isSignature()).isFalse();
    }
  }

  @Test
  void plainBodiesAreNotChunked() {
    assertThat(ChunkedBody.isChunked(SignedCalls.call("PUT", "/k", "", new byte[0], "Content-Encoding", "gzip"))).isFalse();
    assertThat(ChunkedBody.isChunked(SignedCalls.call("PUT", "/k", "", new byte[0], "Content-Encoding", "gzip,aws-chunked"))).isTrue();
  }

  private static HttpCall checksummed(byte[] body, boolean signed) throws Exception {
    return SignedCalls.sign(SignedCalls.user(), "s3", "PUT", URI.create((signed ? "http" : "https") + "://b.s3.amazonaws.com/k"),
        Headers.of("Content-Length", "" + body.length), body,
        s -> s.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
            .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signed)
            .putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));
  }

  private static byte[] body(int size) {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    return body;
  }

  private static String crc32(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    return Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
