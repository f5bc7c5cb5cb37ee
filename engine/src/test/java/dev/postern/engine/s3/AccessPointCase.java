package dev.postern.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Gate;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.plan.Door;
import dev.postern.core.state.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A bucket with an object, its owner's access points, and users with policies. */
abstract class AccessPointCase {
  static final String OWNER = "111122223333";
  static final String OTHER = "444455556666";
  static final String REGION = "us-east-1";
  static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  static final String POINT = "arn:aws:s3:us-east-1:111122223333:accesspoint/app";
  static final String DELEGATION = "\"StringEquals\":{\"s3:DataAccessPointAccount\":\"" + OWNER + "\"}";
  static final String BUCKET_ALL = "[\"arn:aws:s3:::a-bucket\",\"arn:aws:s3:::a-bucket/*\"]";
  static final String ACCOUNT_HEADER = "x-amz-account-id";

  @TempDir Path dir;
  final AtomicReference<Snapshot> cloud = new AtomicReference<>(Snapshot.EMPTY);
  S3 s3;

  @BeforeEach
  void start() {
    s3 = open();
    assertThat(Ask.of("PUT", "/a-bucket").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("PUT", "/a-bucket/k").body("v").to(s3).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  S3 open() {
    return new S3(dir, Clock.fixed(NOW, ZoneOffset.UTC), new Gate(cloud::get, _ -> {}));
  }

  Ask.Reply make(String name, String more) {
    return control("PUT", "/" + name)
        .body("<CreateAccessPointRequest xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\"><Bucket>a-bucket</Bucket>" + more + "</CreateAccessPointRequest>")
        .to(s3);
  }

  void pointPolicy(String policy) {
    Ask.Reply reply = putPolicy("app", policy);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  Ask.Reply putPolicy(String name, String policy) {
    return control("PUT", "/" + name + "/policy")
        .body("<PutAccessPointPolicyRequest><Policy>" + policy + "</Policy></PutAccessPointPolicyRequest>").to(s3);
  }

  void bucketPolicy(String policy) {
    Ask.Reply reply = Ask.of("PUT", "/a-bucket?policy").body(policy).to(s3);
    assertThat(reply.status()).as(reply.text()).isEqualTo(204);
  }

  static Ask control(String method, String target) {
    return Ask.of(method, "/v20180820/accesspoint" + target).header("Host", OWNER + ".s3-control.us-east-1.amazonaws.com").header(ACCOUNT_HEADER, OWNER);
  }

  static Ask through(String method, String target) {
    return Ask.of(method, target).header("Host", "app-" + OWNER + ".s3-accesspoint.us-east-1.amazonaws.com");
  }

  static Door door(String vpc) {
    return new Door.Endpoint(REGION, OWNER, vpc, "vpce-1", "com.amazonaws.us-east-1.s3", REGION, Door.EndpointType.GATEWAY);
  }

  static String statement(String effect, String principal, String action, String resource, String conditions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Principal\":" + principal + ",\"Action\":\"" + action
        + "\",\"Resource\":" + resource + ",\"Condition\":{" + conditions + "}}]}";
  }

  static String allow(String action, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"}]}";
  }

  /** A user with this policy in the cloud; with none when it is empty. */
  Caller user(String account, String name, String policy) {
    TreeMap<String, String> inline = new TreeMap<>();
    if (!policy.isEmpty()) {
      inline.put("p", policy);
    }
    ResourceKey key = new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_USER, name);
    cloud.set(cloud.get().with(new IamUser(key, name, "AIDA" + name, "/", NOW, inline, List.of())));
    return new Caller(account, REGION, "arn:aws:iam::" + account + ":user/" + name, "AIDA" + name, Optional.empty());
  }
}
