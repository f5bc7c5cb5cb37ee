package dev.postern.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access points by their aliases: where these stand for a bucket's name, and that the point decides as under its own name. */
class AccessPointAliasTest extends AccessPointCase {
  private static final String NOWHERE = "app-0123456789abcdef0123456789abcdef00-s3alias";

  @Test
  void itIsGivenWhenThePointIsMadeAndStays() {
    String alias = alias("app", "");
    assertThat(alias).matches("app-[a-z0-9]{34}-s3alias");
    assertThat(control("GET", "/app").to(s3).element("Alias")).isEqualTo(alias);
    assertThat(control("GET", "").to(s3).element("Alias")).isEqualTo(alias);
    s3.close();
    s3 = open();
    assertThat(control("GET", "/app").to(s3).element("Alias")).isEqualTo(alias);
    assertThat(Ask.of("GET", "/" + alias + "/k").to(s3).text()).isEqualTo("v");
    assertThat(control("DELETE", "/app").to(s3).status()).isEqualTo(204);
    assertThat(Ask.of("GET", "/" + alias + "/k").to(s3).element("Code")).isEqualTo("NoSuchBucket");
    assertThat(alias("app", "")).as("of another point of that name").isNotEqualTo(alias);
  }

  @ParameterizedTest
  @CsvSource({"a-name-of-fifty-characters-that-is-the-most-allowe, a-name-of-fifty-char", "ends-in-its-hyphens-1, ends-in-its-hyphens"})
  void itHasNoMoreCharactersThanABucketsName(String name, String prefix) {
    assertThat(alias(name, "")).matches(prefix + "-[a-z0-9]{34}-s3alias").hasSizeLessThanOrEqualTo(63);
  }

  @Test
  void objectsAndListsAreThereInPathStyleAndVirtualHosted() {
    String alias = alias("app", "");
    String host = alias + ".s3.us-east-1.amazonaws.com";
    assertThat(Ask.of("GET", "/" + alias + "/k").to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/k").header("Host", host).to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/k").header("Host", alias + ".bucket.vpce-0123456789abcdef0-abcd1234.s3.us-east-1.vpce.amazonaws.com").to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("PUT", "/a/b").body("w").header("Host", host).to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("GET", "/" + alias + "?list-type=2").to(s3).text()).contains("<Name>a-bucket</Name>", "<Key>a/b</Key>", "<Key>k</Key>");
    assertThat(Ask.of("POST", "/m?uploads").header("Host", host).to(s3).element("Bucket")).as("no answer tells the alias").isEqualTo("a-bucket");
    assertThat(Ask.of("DELETE", "/" + alias + "/a/b").to(s3).status()).isEqualTo(204);
    assertThat(Ask.of("HEAD", "/" + alias).to(s3).headers().first("x-amz-access-point-alias")).contains("true");
    assertThat(Ask.of("HEAD", "/a-bucket").to(s3).headers().first("x-amz-access-point-alias")).contains("false");
    assertThat(through("HEAD", "/").to(s3).headers().first("x-amz-access-point-alias")).contains("false");
  }

  @Test
  void thePointDecidesAsUnderItsOwnName() {
    String alias = alias("app", "");
    Caller ann = user(OWNER, "ann", allow("s3:GetObject", POINT + "/object/*"));
    assertThat(Ask.of("GET", "/" + alias + "/k").caller(ann).to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("PUT", "/" + alias + "/k").body("x").caller(ann).to(s3).element("Message")).contains("s3:PutObject on resource: \"" + POINT + "/object/k\"");
    user(OWNER, "ann", allow("s3:GetObject", "arn:aws:s3:::" + alias + "/*"));
    assertThat(Ask.of("GET", "/" + alias + "/k").caller(ann).to(s3).status()).as("a policy cannot name the alias").isEqualTo(403);
    user(OWNER, "ann", "");
    pointPolicy(statement("Allow", "{\"AWS\":\"arn:aws:iam::111122223333:user/ann\"}", "s3:GetObject", "\"" + POINT + "/object/*\"", ""));
    assertThat(Ask.of("GET", "/" + alias + "/k").caller(ann).to(s3).element("Message")).as("not by the bucket").contains("\"arn:aws:s3:::a-bucket/k\"");
    bucketPolicy(statement("Allow", "{\"AWS\":\"*\"}", "s3:*", BUCKET_ALL, "\"StringEquals\":{\"s3:DataAccessPointArn\":\"" + POINT + "\"}"));
    assertThat(Ask.of("GET", "/" + alias + "/k").caller(ann).to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/a-bucket/k").caller(ann).to(s3).status()).isEqualTo(403);
  }

  @Test
  void onTheNetworkItIsHttpsAloneAndNobodyIsAnonymous() {
    String alias = alias("app", "");
    Door.Public door = new Door.Public(REGION);
    assertThat(Ask.of("GET", "/" + alias + "/k").door(door).to(s3).element("Message")).isEqualTo("Access points are accessed over HTTPS only.");
    assertThat(Ask.of("GET", "/" + alias + "/k").door(door).tls().to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/" + alias + "/k").unsigned().to(s3).element("Code")).isEqualTo("AccessDenied");
  }

  @Test
  void oneOfAVpcTakesWhatComesThroughItsEndpointsAlone() {
    String alias = alias("app", "<VpcConfiguration><VpcId>vpc-1</VpcId></VpcConfiguration>");
    assertThat(Ask.of("GET", "/" + alias + "/k").tls().door(door("vpc-1")).to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/" + alias + "/k").tls().door(door("vpc-2")).to(s3).element("Code")).isEqualTo("AccessDenied");
    assertThat(Ask.of("GET", "/" + alias + "/k").to(s3).element("Code")).isEqualTo("AccessDenied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE ", "PUT ?policy", "PUT ?tagging", "PUT ?publicAccessBlock", "GET ?encryption", "DELETE ?policy"})
  void whatIsAboutTheBucketItselfIsRefused(String asked) {
    String[] parts = asked.split(" ", 2);
    Ask.Reply reply = Ask.of(parts[0], "/" + alias("app", "") + parts[1]).body("{}").to(s3);
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.element("Code")).isEqualTo("MethodNotAllowed");
    assertThat(reply.element("ResourceType")).isEqualTo("ACCESSPOINT");
  }

  @Test
  void noBucketIsMadeOfSuchAName() {
    assertThat(Ask.of("PUT", "/" + alias("app", "")).to(s3).element("Code")).isEqualTo("InvalidBucketName");
    assertThat(Ask.of("PUT", "/" + NOWHERE).to(s3).element("Code")).isEqualTo("InvalidBucketName");
    assertThat(Ask.of("GET", "/" + NOWHERE + "/k").to(s3).element("Code")).isEqualTo("NoSuchBucket");
  }

  @Test
  void noPointIsMadeForOneAndNoPolicyNamesOne() {
    String alias = alias("app", "");
    Ask.Reply made = control("PUT", "/second").body("<CreateAccessPointRequest><Bucket>" + alias + "</Bucket></CreateAccessPointRequest>").to(s3);
    assertThat(made.element("Message")).isEqualTo("An access point can be created only for an existing bucket.");
    String policy = statement("Deny", "\"*\"", "s3:GetObject", "\"arn:aws:s3:::" + alias + "/*\"", "");
    assertThat(Ask.of("PUT", "/a-bucket?policy").body(policy).to(s3).element("Message")).endsWith("Policy has invalid resource");
    assertThat(putPolicy("app", policy).element("Message")).endsWith("Policy has invalid resource");
  }

  @Test
  void inAnotherRegionOneIsToldWhereItIs() {
    String alias = alias("app", "");
    Ask.Reply reply = Ask.of("GET", "/k").header("Host", alias + ".s3.eu-west-1.amazonaws.com").region("eu-west-1").to(s3);
    assertThat(reply.status()).isEqualTo(301);
    assertThat(reply.element("Endpoint")).isEqualTo(alias + ".s3.us-east-1.amazonaws.com");
    assertThat(reply.headers().first("x-amz-bucket-region")).contains("us-east-1");
  }

  private String alias(String name, String more) {
    Ask.Reply made = make(name, more);
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    return made.element("Alias");
  }
}
