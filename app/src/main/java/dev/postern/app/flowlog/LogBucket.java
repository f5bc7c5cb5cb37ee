package dev.postern.app.flowlog;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.flowlog.LogBuckets;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Percent;
import java.io.ByteArrayInputStream;

/** Asks the S3 behind this cloud, whichever engine that is, about buckets, and puts flow log files there. */
public record LogBucket(AwsService s3) implements LogBuckets {

  @Override
  public Answer ask(Caller caller, String bucket) {
    int status = send("HEAD", "/" + bucket, caller, new byte[0], Headers.of("Host", host(caller)));
    return status < 300 ? Answer.THERE : status == 404 ? Answer.MISSING : Answer.DENIED;
  }

  /** @return whether S3 has it now */
  boolean put(Caller caller, String bucket, String key, byte[] gzip) {
    Headers headers = Headers.of("Host", host(caller), "Content-Type", "application/octet-stream", "Content-Length", String.valueOf(gzip.length));
    return send("PUT", "/" + bucket + "/" + Percent.encode(key, true), caller, gzip, headers) == 200;
  }

  private static String host(Caller caller) {
    return "s3." + caller.region() + ".amazonaws.com";
  }

  private int send(String method, String path, Caller caller, byte[] body, Headers headers) {
    HttpReply reply =
        s3.handle(new HttpCall(method, path, "", headers, new ByteArrayInputStream(body), body.length, false, "127.0.0.1", new Door.Api()), caller);
    return reply.status();
  }
}
