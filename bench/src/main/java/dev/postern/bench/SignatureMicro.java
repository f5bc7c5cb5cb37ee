package dev.postern.bench;

import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.sigv4.Signature;
import dev.postern.wire.sigv4.Verdict;
import dev.postern.wire.sigv4.Verifier;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** AWS's own example of a signed S3 GET: reading what its signature claims, and verifying that. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignatureMicro {
  private static final Instant NOW = Instant.parse("2013-05-24T00:01:00Z");
  private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">AWS</a> */
  private final HttpCall call =
      new HttpCall(
          "GET", "/test.txt", "",
          Headers.of(
              "Host", "examplebucket.s3.amazonaws.com", "Range", "bytes=0-9", "x-amz-date", "20130524T000000Z", "x-amz-content-sha256", EMPTY, "Authorization",
              "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                  + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
          InputStream.nullInputStream(), 0, true, "10.0.0.1", new Door.Public("us-east-1"));

  private final Signature.Signed signature = (Signature.Signed) Signature.parse(call);

  public SignatureMicro() {
    if (!(verify() instanceof Verdict.Valid)) {
      throw new IllegalStateException("AWS's own example does not hold");
    }
  }

  @Benchmark
  public Signature parse() {
    return Signature.parse(call);
  }

  @Benchmark
  public Verdict verify() {
    return Verifier.verify(call, signature, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", EMPTY, NOW);
  }
}
