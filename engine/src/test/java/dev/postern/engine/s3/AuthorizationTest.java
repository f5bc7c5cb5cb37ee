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
import org.assertj.core.api.AbstractIntegerAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what in S3, by which policy, and how a refusal reads. */
class AuthorizationTest {
  private static final String OWNER = "111122223333";
  private static final String OTHER = "444455556666";
  private static final String REGION = "us-east-1";
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final String BUCKET = "arn:aws:s3:::a-bucket";
  private static final String ALL = "[\"" + BUCKET + "\",\"" + BUCKET + "/*\"]";

  @TempDir Path dir;
  private final AtomicReference<Snapshot> cloud = new AtomicReference<>(Snapshot.EMPTY);
  private S3 s3;

  @BeforeEach
  void start() {
    s3 = new S3(dir, Clock.fixed(NOW, ZoneOffset.UTC), new Gate(cloud::get, _ -> {}));
    assertThat(root("PUT", "/a-bucket").to(s3).status()).isEqualTo(200);
    assertThat(root("PUT", "/a-bucket/k").body("v").to(s3).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void aUserMayNothingUntilAPolicySaysSoAndIsToldWhy() {
    Caller ann = user(OWNER, "ann", "");
    Ask.Reply reply = by(ann, "GET", "/a-bucket/k").to(s3);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.element("Code")).isEqualTo("AccessDenied");
    assertThat(reply.element("Message")).isEqualTo("User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:GetObject on resource:"
        + " \"arn:aws:s3:::a-bucket/k\" because no identity-based policy allows the s3:GetObject action");
    assertThat(by(ann, "HEAD", "/a-bucket/k").to(s3).status()).isEqualTo(403);
    user(OWNER, "ann", allow("s3:GetObject", BUCKET + "/*", ""));
    assertThat(by(ann, "GET", "/a-bucket/k").to(s3).text()).isEqualTo("v");
  }

  /** The action, on the bucket or on its objects, is the one that IAM's reference has for the call: it alone opens it. */
  @ParameterizedTest
  @CsvSource({
    "GET, /, ListAllMyBuckets, *",
    "PUT, /new-bucket, CreateBucket, arn:aws:s3:::new-bucket",
    "HEAD, /a-bucket, ListBucket, arn:aws:s3:::a-bucket",
    "GET, /a-bucket?list-type=2, ListBucket, arn:aws:s3:::a-bucket",
    "GET, /a-bucket?versions, ListBucketVersions, arn:aws:s3:::a-bucket",
    "GET, /a-bucket?uploads, ListBucketMultipartUploads, arn:aws:s3:::a-bucket",
    "GET, /a-bucket?location, GetBucketLocation, arn:aws:s3:::a-bucket",
    "GET, /a-bucket?encryption, GetEncryptionConfiguration, arn:aws:s3:::a-bucket",
    "GET, /a-bucket?publicAccessBlock, GetBucketPublicAccessBlock, arn:aws:s3:::a-bucket",
    "DELETE, /a-bucket?publicAccessBlock, PutBucketPublicAccessBlock, arn:aws:s3:::a-bucket",
    "DELETE, /a-bucket?tagging, PutBucketTagging, arn:aws:s3:::a-bucket",
    "DELETE, /a-bucket?ownershipControls, PutBucketOwnershipControls, arn:aws:s3:::a-bucket",
    "DELETE, /a-bucket?policy, DeleteBucketPolicy, arn:aws:s3:::a-bucket",
    "GET, /a-bucket?acl, GetBucketAcl, arn:aws:s3:::a-bucket",
    "GET, /a-bucket?versioning, GetBucketVersioning, arn:aws:s3:::a-bucket",
    "HEAD, /a-bucket/k, GetObject, arn:aws:s3:::a-bucket/k",
    "GET, /a-bucket/k?versionId=null, GetObjectVersion, arn:aws:s3:::a-bucket/k",
    "GET, /a-bucket/k?tagging, GetObjectTagging, arn:aws:s3:::a-bucket/k",
    "DELETE, /a-bucket/k?tagging, DeleteObjectTagging, arn:aws:s3:::a-bucket/k",
    "GET, /a-bucket/k?acl, GetObjectAcl, arn:aws:s3:::a-bucket/k",
    "PUT, /a-bucket/k, PutObject, arn:aws:s3:::a-bucket/k",
    "POST, /a-bucket/k?uploads, PutObject, arn:aws:s3:::a-bucket/k",
    "DELETE, /a-bucket/k, DeleteObject, arn:aws:s3:::a-bucket/k"})
  void eachCallIsTheActionOfIamsReference(String method, String target, String action, String resource) {
    Caller ann = user(OWNER, "ann", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"NotAction\":\"s3:" + action + "\",\"Resource\":\"*\"}]}");
    assertThat(by(ann, method, target).to(s3).status()).isEqualTo(403);
    user(OWNER, "ann", allow("s3:" + action, resource, ""));
    assertThat(by(ann, method, target).to(s3).status()).isLessThan(300);
  }

  @Test
  void whoMayNotListIsNotToldThatAKeyIsMissing() {
    Caller ann = user(OWNER, "ann", allow("s3:GetObject", BUCKET + "/*", ""));
    Ask.Reply reply = by(ann, "GET", "/a-bucket/nothing").to(s3);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.element("Message")).contains("s3:ListBucket on resource: \"arn:aws:s3:::a-bucket\" because no identity-based policy");
    user(OWNER, "ann", allow("s3:*", "*", ""));
    assertThat(by(ann, "GET", "/a-bucket/nothing").to(s3).element("Code")).isEqualTo("NoSuchKey");
  }

  @Test
  void aCopyReadsThereAndWritesHereWithItsTags() {
    root("PUT", "/a-bucket/tagged").header("x-amz-tagging", "team=red").body("t").to(s3);
    Caller ann = user(OWNER, "ann", allow("s3:PutObject", BUCKET + "/copy", ""));
    assertThat(by(ann, "PUT", "/a-bucket/copy").header("x-amz-copy-source", "/a-bucket/k").to(s3).element("Message")).contains("s3:GetObject", "a-bucket/k");
    user(OWNER, "ann", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:PutObject\",\"s3:GetObject\"],\"Resource\":\"*\"}]}");
    assertThat(by(ann, "PUT", "/a-bucket/copy").header("x-amz-copy-source", "/a-bucket/k").to(s3).status()).isEqualTo(200);
    assertThat(by(ann, "PUT", "/a-bucket/copy").header("x-amz-copy-source", "/a-bucket/tagged").to(s3).element("Message")).contains("s3:GetObjectTagging");
  }

  @Test
  void ofManyDeletesEachKeyIsJudged() {
    root("PUT", "/a-bucket/kept").body("v").to(s3);
    Caller ann = user(OWNER, "ann", allow("s3:DeleteObject", BUCKET + "/k", ""));
    Ask.Reply reply = by(ann, "POST", "/a-bucket?delete")
        .body("<Delete><Object><Key>k</Key></Object><Object><Key>kept</Key></Object></Delete>").to(s3);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.element("Error")).contains("<Key>kept</Key>", "<Code>AccessDenied</Code>", "s3:DeleteObject");
    assertThat(root("GET", "/a-bucket/kept").to(s3).status()).isEqualTo(200);
    assertThat(root("GET", "/a-bucket/k").to(s3).status()).isEqualTo(404);
  }

  @Test
  void keysOfListsOfTagsAndOfHeadersDecide() {
    Caller ann = user(OWNER, "ann", allow("s3:ListBucket", BUCKET, "\"StringEquals\":{\"s3:prefix\":\"home/\"},\"NumericLessThanEquals\":{\"s3:max-keys\":10}"));
    assertThat(by(ann, "GET", "/a-bucket?list-type=2&prefix=home/&max-keys=10").to(s3).status()).isEqualTo(200);
    assertThat(by(ann, "GET", "/a-bucket?list-type=2&prefix=home/&max-keys=11").to(s3).status()).isEqualTo(403);
    assertThat(by(ann, "GET", "/a-bucket?list-type=2&prefix=h").to(s3).status()).isEqualTo(403);
    root("PUT", "/a-bucket/red").header("x-amz-tagging", "team=red").body("t").to(s3);
    user(OWNER, "ann", allow("s3:GetObject", "*", "\"StringEquals\":{\"s3:ExistingObjectTag/team\":\"red\"}"));
    assertThat(by(ann, "GET", "/a-bucket/red").to(s3).status()).isEqualTo(200);
    assertThat(by(ann, "GET", "/a-bucket/k").to(s3).status()).isEqualTo(403);
    user(OWNER, "ann", allow("s3:PutObject", "*", "\"StringEquals\":{\"s3:x-amz-server-side-encryption\":\"AES256\"}"));
    assertThat(by(ann, "PUT", "/a-bucket/e").body("v").to(s3).status()).isEqualTo(403);
    assertThat(by(ann, "PUT", "/a-bucket/e").header("x-amz-server-side-encryption", "AES256").body("v").to(s3).status()).isEqualTo(200);
    assertThat(by(ann, "PUT", "/a-bucket/e").header("x-amz-server-side-encryption", "AES256").header("x-amz-tagging", "a=b").body("v").to(s3)
        .element("Message")).contains("s3:PutObjectTagging");
  }

  @Test
  void anotherAccountNeedsBothSidesAndLearnsNothing() {
    Caller eve = user(OTHER, "eve", allow("s3:*", "*", ""));
    Ask.Reply reply = by(eve, "GET", "/a-bucket/k").to(s3);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.element("Message")).isEqualTo("Access Denied");
    put(statement("Allow", "{\"AWS\":\"" + OTHER + "\"}", "s3:GetObject", ALL, "")).isEqualTo(204);
    assertThat(by(eve, "GET", "/a-bucket/k").to(s3).text()).isEqualTo("v");
    user(OTHER, "eve", "");
    assertThat(by(eve, "GET", "/a-bucket/k").to(s3).status()).isEqualTo(403);
    user(OTHER, "eve", allow("s3:*", "*", ""));
    put(statement("Allow", "{\"AWS\":\"" + OTHER + "\"}", "s3:*", ALL, "")).isEqualTo(204);
    assertThat(by(eve, "GET", "/a-bucket?policy").to(s3).status()).isEqualTo(405);
    assertThat(by(eve, "GET", "/a-bucket/k").header("x-amz-expected-bucket-owner", OTHER).to(s3).status()).isEqualTo(403);
  }

  @Test
  void nobodyInParticularReadsWhatAPublicPolicyGivesAndPublicAccessBlocksDecideWhetherThereCanBeOne() {
    String everyone = statement("Allow", "\"*\"", "s3:GetObject", ALL, "");
    assertThat(Ask.of("GET", "/a-bucket/k").unsigned().to(s3).status()).isEqualTo(403);
    Ask.Reply refused = root("PUT", "/a-bucket?policy").body(everyone).to(s3);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.element("Message")).isEqualTo("User: arn:aws:iam::111122223333:root is not authorized to perform: s3:PutBucketPolicy on resource:"
        + " \"arn:aws:s3:::a-bucket\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.");
    block(false, true);
    put(everyone).isEqualTo(204);
    assertThat(root("GET", "/a-bucket?policyStatus").to(s3).element("IsPublic")).isEqualTo("true");
    assertThat(Ask.of("GET", "/a-bucket/k").unsigned().to(s3).status()).as("restricted").isEqualTo(403);
    block(false, false);
    assertThat(Ask.of("GET", "/a-bucket/k").unsigned().to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/a-bucket/nothing").unsigned().to(s3).element("Code")).isEqualTo("AccessDenied");
    assertThat(Ask.of("PUT", "/a-bucket/k").unsigned().body("x").to(s3).status()).isEqualTo(403);
    assertThat(Ask.of("GET", "/").unsigned().to(s3).element("Message")).as("nobody is told why").isEqualTo("Access Denied");
  }

  @Test
  void anEndpointInAPolicyPassesPublicAccessBlocksAndLetsItsHostsInWithoutASignature() {
    put(statement("Allow", "\"*\"", "s3:GetObject", ALL, "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}")).isEqualTo(204);
    assertThat(Ask.of("GET", "/a-bucket/k").unsigned().door(door("vpce-1")).to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/a-bucket/k").unsigned().door(door("vpce-2")).to(s3).status()).isEqualTo(403);
    assertThat(Ask.of("GET", "/a-bucket/k").unsigned().header("aws:SourceVpce", "vpce-1").header("x-amz-source-vpce", "vpce-1").to(s3).status()).isEqualTo(403);
  }

  @Test
  void aPolicyThatWouldLockItsAuthorOutMustBeConfirmedAndTheOwnersRootIsNeverLockedOut() {
    String onlyThere = statement("Deny", "\"*\"", "s3:*", ALL, "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}");
    Caller ann = user(OWNER, "ann", allow("s3:*", "*", ""));
    Ask.Reply refused = by(ann, "PUT", "/a-bucket?policy").body(onlyThere).to(s3);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.element("Message")).contains("x-amz-confirm-remove-self-bucket-access: true", "root user of account 111122223333");
    assertThat(by(ann, "PUT", "/a-bucket?policy").door(door("vpce-1")).body(onlyThere).to(s3).status()).as("from where it stays open").isEqualTo(204);
    assertThat(root("DELETE", "/a-bucket?policy").to(s3).status()).isEqualTo(204);
    assertThat(by(ann, "PUT", "/a-bucket?policy").header("x-amz-confirm-remove-self-bucket-access", "true").body(onlyThere).to(s3).status()).isEqualTo(204);
    assertThat(by(ann, "DELETE", "/a-bucket?policy").to(s3).element("Message")).endsWith("with an explicit deny in a resource-based policy");
    assertThat(root("GET", "/a-bucket/k").to(s3).status()).as("root reads no object").isEqualTo(403);
    assertThat(root("GET", "/a-bucket?policy").to(s3).text()).isEqualTo(onlyThere);
    assertThat(root("DELETE", "/a-bucket?policy").to(s3).status()).isEqualTo(204);
  }

  @Test
  void aPolicyThatIsTooLongIsMalformedFromAPlaceOn() {
    Ask.Reply reply = root("PUT", "/a-bucket?policy").body("{\n" + "\u00e9".repeat(10_300)).to(s3);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.element("Code")).isEqualTo("MalformedPolicy");
    assertThat(reply.element("Message"))
        .isEqualTo("Policies must not exceed the maximum size of 20480 bytes (20602 bytes, and the limit is crossed at line 2, column 10240)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "s3:GetObject | \"arn:aws:s3:::another/*\" | Policy has invalid resource",
    "s3:GetObject | \"*\" | Policy has invalid resource",
    "s3:GetObject | \"arn:aws:s3:::a-bucket\" | Action does not apply to any resource(s) in statement",
    "s3:ListBucket | \"arn:aws:s3:::a-bucket/*\" | Action does not apply to any resource(s) in statement",
    "s3:GetObjekt | \"arn:aws:s3:::a-bucket/*\" | Policy has invalid action",
    "ec2:RunInstances | \"arn:aws:s3:::a-bucket/*\" | Policy has invalid action"})
  void aPolicyAboutSomethingElseIsMalformed(String action, String resource, String message) {
    Ask.Reply reply = root("PUT", "/a-bucket?policy").body(statement("Deny", "\"*\"", action, resource, "")).to(s3);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.element("Code")).isEqualTo("MalformedPolicy");
    assertThat(reply.element("Message")).startsWith("line 1, column ").endsWith(": " + message);
  }

  @Test
  void whoIsNamedMustBeThere() {
    String forBob = statement("Allow", "{\"AWS\":\"arn:aws:iam::111122223333:user/bob\"}", "s3:GetObject", ALL, "");
    assertThat(root("PUT", "/a-bucket?policy").body(forBob).to(s3).element("Message")).contains("Invalid principal in policy", "user/bob");
    Caller bob = user(OWNER, "bob", "");
    put(forBob).isEqualTo(204);
    assertThat(by(bob, "GET", "/a-bucket/k").to(s3).text()).isEqualTo("v");
  }

  private AbstractIntegerAssert<?> put(String policy) {
    Ask.Reply reply = root("PUT", "/a-bucket?policy").body(policy).to(s3);
    return assertThat(reply.status()).as(reply.text());
  }

  private void block(boolean policies, boolean restrict) {
    String xml = "<PublicAccessBlockConfiguration><BlockPublicPolicy>%s</BlockPublicPolicy><RestrictPublicBuckets>%s</RestrictPublicBuckets></PublicAccessBlockConfiguration>";
    assertThat(root("PUT", "/a-bucket?publicAccessBlock").body(xml.formatted(policies, restrict)).to(s3).status()).isEqualTo(200);
  }

  private static Door door(String endpoint) {
    return new Door.Endpoint(REGION, OWNER, "vpc-1", endpoint, "com.amazonaws.us-east-1.s3", REGION, Door.EndpointType.GATEWAY);
  }

  private static Ask root(String method, String target) {
    return Ask.of(method, target);
  }

  private static Ask by(Caller caller, String method, String target) {
    return Ask.of(method, target).caller(caller);
  }

  private static String statement(String effect, String principal, String action, String resource, String conditions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Principal\":" + principal + ",\"Action\":\"" + action
        + "\",\"Resource\":" + resource + ",\"Condition\":{" + conditions + "}}]}";
  }

  private static String allow(String action, String resource, String conditions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource
        + "\",\"Condition\":{" + conditions + "}}]}";
  }

  /** A user with this policy in the cloud; with none when it is empty. */
  private Caller user(String account, String name, String policy) {
    TreeMap<String, String> inline = new TreeMap<>();
    if (!policy.isEmpty()) {
      inline.put("p", policy);
    }
    ResourceKey key = new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_USER, name);
    cloud.set(cloud.get().with(new IamUser(key, name, "AIDA" + name, "/", NOW, inline, List.of())));
    return new Caller(account, REGION, "arn:aws:iam::" + account + ":user/" + name, "AIDA" + name, Optional.empty());
  }
}
