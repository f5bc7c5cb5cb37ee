package dev.postern.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies whose source is named by an access point: read through it, written where the request goes. */
class AccessPointCopyTest extends AccessPointCase {
  private static final String SOURCE = "x-amz-copy-source";
  private static final String TARGET = "arn:aws:s3:::target";

  @BeforeEach
  void makeTarget() {
    assertThat(Ask.of("PUT", "/target").to(s3).status()).isEqualTo(200);
    assertThat(make("app", "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {POINT + "/object/k", "/" + POINT + "/object/k", "arn%3Aaws%3As3%3Aus-east-1%3A111122223333%3Aaccesspoint%2Fapp%2Fobject%2Fk",
    POINT + "/object/k?versionId=null"})
  void theSourceIsAnObjectOfThePoint(String source) {
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, source).to(s3).element("ETag")).isNotEmpty();
    assertThat(Ask.of("GET", "/target/c").to(s3).text()).isEqualTo("v");
  }

  @Test
  void aKeyHoldsWhatItLikes() {
    Ask.of("PUT", "/a-bucket/a/object/b:c").body("w").to(s3);
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, POINT + "/object/a/object/b:c").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("GET", "/target/c").to(s3).text()).isEqualTo("w");
  }

  @Test
  void orOfItsAlias() {
    String alias = control("GET", "/app").to(s3).element("Alias");
    Caller ann = user(OWNER, "ann", two("s3:PutObject", TARGET + "/*", "s3:GetObject", POINT + "/object/*"));
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, "/" + alias + "/k").caller(ann).to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("GET", "/target/c").to(s3).text()).isEqualTo("v");
    user(OWNER, "ann", two("s3:PutObject", TARGET + "/*", "s3:GetObject", "arn:aws:s3:::a-bucket/*"));
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, "/" + alias + "/k").caller(ann).to(s3).element("Message")).contains("s3:GetObject on resource: \"" + POINT + "/object/k\"");
  }

  @Test
  void partsAreCopiedToo() {
    String id = Ask.of("POST", "/target/c?uploads").to(s3).element("UploadId");
    Ask.Reply part = Ask.of("PUT", "/target/c?partNumber=1&uploadId=" + id).header(SOURCE, POINT + "/object/k").to(s3);
    assertThat(part.status()).as(part.text()).isEqualTo(200);
    Ask.Reply done = Ask.of("POST", "/target/c?uploadId=" + id)
        .body("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + part.element("ETag") + "</ETag></Part></CompleteMultipartUpload>").to(s3);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(Ask.of("GET", "/target/c").to(s3).text()).isEqualTo("v");
    Caller ann = user(OWNER, "ann", allow("s3:*", TARGET + "/*"));
    String other = Ask.of("POST", "/target/d?uploads").to(s3).element("UploadId");
    assertThat(Ask.of("PUT", "/target/d?partNumber=1&uploadId=" + other).header(SOURCE, POINT + "/object/k").caller(ann).to(s3).status()).isEqualTo(403);
  }

  @Test
  void readingIsAskedOnThePointAndItsBucketAndWritingWhereItGoes() {
    Caller ann = user(OWNER, "ann", two("s3:PutObject", TARGET + "/*", "s3:GetObject", POINT + "/object/*"));
    assertThat(copy(ann).status()).isEqualTo(200);
    bucketPolicy(statement("Deny", "\"*\"", "s3:GetObject", "\"arn:aws:s3:::a-bucket/*\"", DELEGATION));
    assertThat(copy(ann).element("Message")).contains("s3:GetObject on resource: \"arn:aws:s3:::a-bucket/k\" with an explicit deny");
    Ask.of("DELETE", "/a-bucket?policy").to(s3);
    pointPolicy(statement("Deny", "\"*\"", "s3:GetObject", "\"" + POINT + "/object/*\"", ""));
    assertThat(copy(ann).element("Message")).contains("s3:GetObject on resource: \"" + POINT + "/object/k\" with an explicit deny");
    user(OWNER, "ann", allow("s3:GetObject", POINT + "/object/*"));
    assertThat(copy(ann).element("Message")).contains("s3:PutObject on resource: \"" + TARGET + "/c\"");
  }

  @Test
  void tagsThatComeAlongAreReadThroughThePoint() {
    Ask.of("PUT", "/a-bucket/k").body("v").header("x-amz-tagging", "a=b").to(s3);
    Caller ann = user(OWNER, "ann", two("s3:*", TARGET + "/*", "s3:GetObject", POINT + "/object/*"));
    assertThat(copy(ann).element("Message")).contains("s3:GetObjectTagging on resource: \"" + POINT + "/object/k\"");
    user(OWNER, "ann", two("s3:*", TARGET + "/*", "s3:GetObject*", POINT + "/object/*"));
    assertThat(copy(ann).status()).isEqualTo(200);
  }

  @Test
  void whoMayNotListThePointIsNotToldThatTheObjectIsNotThere() {
    Caller ann = user(OWNER, "ann", two("s3:PutObject", TARGET + "/*", "s3:GetObject", POINT + "/object/*"));
    Ask none = Ask.of("PUT", "/target/c").header(SOURCE, POINT + "/object/none").caller(ann);
    assertThat(none.to(s3).element("Message")).contains("s3:ListBucket on resource: \"" + POINT + "\"");
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, POINT + "/object/none").to(s3).element("Code")).isEqualTo("NoSuchKey");
  }

  @Test
  void aPointOfAVpcIsReadFromThereAlone() {
    make("vpc", "<VpcConfiguration><VpcId>vpc-1</VpcId></VpcConfiguration>");
    String source = POINT.replace("/app", "/vpc") + "/object/k";
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, source).to(s3).element("Code")).isEqualTo("AccessDenied");
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, source).tls().door(door("vpc-1")).to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, source).door(door("vpc-1")).to(s3).element("Message")).isEqualTo("Access points are accessed over HTTPS only.");
  }

  @Test
  void onlyInItsRegionAndOnlyFromWhatIsThere() {
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, POINT.replace("app", "none") + "/object/k").to(s3).element("Code")).isEqualTo("NoSuchAccessPoint");
    assertThat(Ask.of("PUT", "/target/c").header(SOURCE, POINT).to(s3).element("Code")).isEqualTo("NotImplemented");
    String there = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
    assertThat(Ask.of("PUT", "/elsewhere").body(there).to(s3).status()).isEqualTo(200);
    Ask.Reply far = Ask.of("PUT", "/c").header("Host", "elsewhere.s3.eu-west-1.amazonaws.com").region("eu-west-1").header(SOURCE, POINT + "/object/k").to(s3);
    assertThat(far.element("Code")).isEqualTo("InvalidRequest");
  }

  private Ask.Reply copy(Caller caller) {
    return Ask.of("PUT", "/target/c").header(SOURCE, POINT + "/object/k").caller(caller).to(s3);
  }

  private static String two(String action, String resource, String other, String its) {
    String row = "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}";
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + row.formatted(action, resource) + "," + row.formatted(other, its) + "]}";
  }
}
