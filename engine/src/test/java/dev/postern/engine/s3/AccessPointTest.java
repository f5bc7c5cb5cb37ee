package dev.postern.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.proof.S3Actions;
import dev.postern.engine.s3.store.Storage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access points: how they are made, whose requests they take, and how their policies and the bucket's decide together. */
class AccessPointTest extends AccessPointCase {
  @Test
  void onesOwnIsMadeReadListedAndDeleted() {
    Ask.Reply made = make("app", "");
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(made.element("AccessPointArn")).isEqualTo(POINT);
    make("vpc", "<VpcConfiguration><VpcId>vpc-1</VpcId></VpcConfiguration>");
    Ask.Reply got = control("GET", "/app").to(s3);
    assertThat(got.text()).contains("<Name>app</Name>", "<Bucket>a-bucket</Bucket>", "<NetworkOrigin>Internet</NetworkOrigin>",
        "<RestrictPublicBuckets>true</RestrictPublicBuckets>", "<CreationDate>2026-11-23T00:00:00.000Z</CreationDate>");
    assertThat(control("GET", "/vpc").to(s3).text()).contains("<NetworkOrigin>VPC</NetworkOrigin>", "<VpcId>vpc-1</VpcId>");
    Ask.Reply first = control("GET", "?maxResults=1&bucket=a-bucket").to(s3);
    assertThat(first.text()).contains("<AccessPointList><AccessPoint><Name>app</Name>").doesNotContain("<Name>vpc</Name>");
    assertThat(control("GET", "?maxResults=1&nextToken=" + first.element("NextToken")).to(s3).text()).contains("<Name>vpc</Name>").doesNotContain("NextToken");
    assertThat(make("app", "").element("Code")).isEqualTo("AccessPointAlreadyOwnedByYou");
    assertThat(Ask.of("DELETE", "/a-bucket/k").to(s3).status()).isEqualTo(204);
    assertThat(Ask.of("DELETE", "/a-bucket").to(s3).element("Code")).isEqualTo("BucketHasAccessPointsAttached");
    assertThat(control("DELETE", "/app").to(s3).status()).isEqualTo(204);
    assertThat(control("DELETE", "/vpc").to(s3).status()).isEqualTo(204);
    Ask.Reply gone = control("GET", "/app").to(s3);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.text()).contains("<ErrorResponse><Error><Code>NoSuchAccessPoint</Code><Message>The specified accesspoint does not exist</Message>"
        + "<AccessPointName>app</AccessPointName></Error><RequestId>");
    assertThat(Ask.of("DELETE", "/a-bucket").to(s3).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"Ap, InvalidAccessPoint", "app-, InvalidAccessPoint", "a, InvalidAccessPoint", "x-s3alias, InvalidAccessPoint"})
  void aBadNameIsRefused(String name, String code) {
    assertThat(make(name, "").element("Code")).isEqualTo(code);
  }

  @Test
  void onlyForABucketOfTheRegionWhoseOwnerIsSaid() {
    assertThat(control("PUT", "/app").body("<CreateAccessPointRequest><Bucket>no-bucket</Bucket></CreateAccessPointRequest>").to(s3).element("Message"))
        .isEqualTo("An access point can be created only for an existing bucket.");
    String foreign = "<CreateAccessPointRequest><Bucket>a-bucket</Bucket>%s</CreateAccessPointRequest>";
    Ask other = Ask.of("PUT", "/v20180820/accesspoint/theirs").account(OTHER).header(ACCOUNT_HEADER, OTHER);
    assertThat(other.body(foreign.formatted("")).to(s3).element("Code")).isEqualTo("InvalidRequest");
    assertThat(other.body(foreign.formatted("<BucketAccountId>" + OWNER + "</BucketAccountId>")).to(s3).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"POST, /v20180820/jobs, CreateJob", "GET, /v20180820/mrap/instances/m.mrap/routes, GetMultiRegionAccessPointRoutes", "POST, /v20180820/tags/arn:aws:s3:us-east-1:111122223333:accesspoint/app, TagResource",
    "GET, /v20180820/configuration/publicAccessBlock, GetPublicAccessBlock", "PUT, /v20180820/accesspoint/app/scope, PutAccessPointScope"})
  void otherOperationsAreRefusedByName(String method, String path, String name) {
    Ask.Reply reply = Ask.of(method, path).header("Host", OWNER + ".s3-control.us-east-1.amazonaws.com").header(ACCOUNT_HEADER, OWNER).to(s3);
    assertThat(reply.status()).isEqualTo(501);
    assertThat(reply.element("Message")).endsWith(": " + name);
  }

  @Test
  void whatIsNotHonouredIsRefusedByName() {
    Ask.Reply reply = make("app", "<Scope><Prefixes><Prefix>a</Prefix></Prefixes></Scope>");
    assertThat(reply.status()).isEqualTo(501);
    assertThat(reply.element("Message")).contains("Scope");
  }

  @Test
  void anotherAccountsAreNobodysBusiness() {
    make("app", "");
    assertThat(control("GET", "/app").account(OTHER).to(s3).element("Code")).isEqualTo("AccessDenied");
    Caller ann = user(OWNER, "ann", "");
    assertThat(control("GET", "/app").caller(ann).to(s3).element("Message")).contains("s3:GetAccessPoint on resource: \"" + POINT + "\"");
    user(OWNER, "ann", allow("s3:GetAccessPoint", POINT));
    assertThat(control("GET", "/app").caller(ann).to(s3).status()).isEqualTo(200);
    assertThat(control("DELETE", "/app").caller(ann).to(s3).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app-111122223333.s3-accesspoint.us-east-1.amazonaws.com", "app-111122223333.s3-accesspoint.dualstack.us-east-1.amazonaws.com",
    "app-111122223333.accesspoint.vpce-0123456789abcdef0-abcd1234.s3.us-east-1.vpce.amazonaws.com", "app-111122223333.s3-accesspoint.localhost"})
  void objectsAndListsAreThereUnderEachOfItsNames(String host) {
    make("app", "");
    assertThat(Ask.of("GET", "/k").header("Host", host).tls().to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("PUT", "/a/b").body("w").header("Host", host).tls().to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("GET", "/a-bucket/a/b").to(s3).text()).isEqualTo("w");
    assertThat(Ask.of("GET", "/?list-type=2").header("Host", host).tls().to(s3).text()).contains("<Key>a/b</Key>", "<Key>k</Key>");
    assertThat(Ask.of("DELETE", "/a/b").header("Host", host).tls().to(s3).status()).isEqualTo(204);
    assertThat(Ask.of("DELETE", "/").header("Host", host).tls().to(s3).element("Code")).isEqualTo("MethodNotAllowed");
    assertThat(Ask.of("PUT", "/?policy").header("Host", host).tls().body("{}").to(s3).element("Code")).isEqualTo("MethodNotAllowed");
    assertThat(Ask.of("GET", "/k").header("Host", host.replace("app-", "none-")).tls().to(s3).element("Code")).isEqualTo("NoSuchAccessPoint");
    assertThat(Ask.of("GET", "/k").header("Host", host.replace("app-", "")).tls().to(s3).element("Code")).isEqualTo("InvalidAccessPoint");
  }

  @Test
  void onTheNetworkItIsHttpsAloneAndNobodyIsAnonymous() {
    make("app", "");
    assertThat(through("GET", "/k").door(new Door.Public(REGION)).to(s3).element("Message")).isEqualTo("Access points are accessed over HTTPS only.");
    assertThat(through("GET", "/k").door(new Door.Public(REGION)).tls().to(s3).text()).isEqualTo("v");
    assertThat(through("GET", "/k").tls().unsigned().to(s3).element("Code")).isEqualTo("AccessDenied");
  }

  @Test
  void oneOfAVpcTakesWhatComesThroughItsEndpointsAlone() {
    make("app", "<VpcConfiguration><VpcId>vpc-1</VpcId></VpcConfiguration>");
    assertThat(through("GET", "/k").tls().door(door("vpc-1")).to(s3).text()).isEqualTo("v");
    assertThat(through("GET", "/k").tls().door(door("vpc-2")).to(s3).element("Code")).isEqualTo("AccessDenied");
    assertThat(through("GET", "/k").tls().door(new Door.Public(REGION)).to(s3).element("Code")).isEqualTo("AccessDenied");
    assertThat(through("GET", "/k").to(s3).element("Code")).isEqualTo("AccessDenied");
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).text()).as("the bucket itself").isEqualTo("v");
  }

  @Test
  void inOneAccountPermissionOnThePointIsEnoughUnlessTheBucketDenies() {
    make("app", "");
    Caller ann = user(OWNER, "ann", allow("s3:GetObject", POINT + "/object/*"));
    assertThat(through("GET", "/k").caller(ann).to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/a-bucket/k").caller(ann).to(s3).status()).as("not past the point").isEqualTo(403);
    assertThat(through("PUT", "/k").body("x").caller(ann).to(s3).element("Message")).contains("s3:PutObject on resource: \"" + POINT + "/object/k\"");
    bucketPolicy(statement("Deny", "\"*\"", "s3:GetObject", "\"arn:aws:s3:::a-bucket/*\"", "\"StringEquals\":{\"s3:AccessPointNetworkOrigin\":\"Internet\"}"));
    assertThat(through("GET", "/k").caller(ann).to(s3).element("Message")).contains("\"arn:aws:s3:::a-bucket/k\" with an explicit deny in a resource-based policy");
  }

  @Test
  void theCallersOwnDenialOfTheBucketHoldsThroughThePoint() {
    make("app", "");
    Caller ann = user(OWNER, "ann", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"" + POINT + "/*\"},"
        + "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::a-bucket/secret/*\"}]}");
    Ask.of("PUT", "/a-bucket/secret/s").body("s").to(s3);
    assertThat(through("GET", "/k").caller(ann).to(s3).text()).isEqualTo("v");
    assertThat(through("GET", "/secret/s").caller(ann).to(s3).element("Message")).contains("explicit deny in an identity-based policy");
  }

  @Test
  void whatThePointsPolicyAloneGivesTheBucketMustGiveToo() {
    make("app", "");
    Caller ann = user(OWNER, "ann", "");
    String forAnn = statement("Allow", "{\"AWS\":\"arn:aws:iam::111122223333:user/ann\"}", "s3:GetObject", "\"" + POINT + "/object/*\"", "");
    pointPolicy(forAnn);
    assertThat(control("GET", "/app/policy").to(s3).text()).contains("<Policy>", "user/ann");
    assertThat(through("GET", "/k").caller(ann).to(s3).element("Message")).contains("on resource: \"arn:aws:s3:::a-bucket/k\"");
    bucketPolicy(statement("Allow", "{\"AWS\":\"*\"}", "s3:*", BUCKET_ALL, DELEGATION));
    assertThat(through("GET", "/k").caller(ann).to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/a-bucket/k").caller(ann).to(s3).status()).as("delegated to the point alone").isEqualTo(403);
    assertThat(control("DELETE", "/app/policy").to(s3).status()).isEqualTo(204);
    assertThat(control("GET", "/app/policy").to(s3).element("Code")).isEqualTo("NoSuchAccessPointPolicy");
    assertThat(through("GET", "/k").caller(ann).to(s3).status()).isEqualTo(403);
  }

  @Test
  void anotherAccountNeedsThePointsPolicyTheBucketsAndItsOwnOnThePoint() {
    make("app", "");
    Caller eve = user(OTHER, "eve", allow("s3:GetObject", POINT + "/object/*"));
    assertThat(through("GET", "/k").caller(eve).to(s3).status()).isEqualTo(403);
    pointPolicy(statement("Allow", "{\"AWS\":\"" + OTHER + "\"}", "s3:GetObject", "\"" + POINT + "/object/*\"", ""));
    assertThat(through("GET", "/k").caller(eve).to(s3).status()).as("not by the bucket").isEqualTo(403);
    bucketPolicy(statement("Allow", "\"*\"", "s3:*", BUCKET_ALL, DELEGATION));
    assertThat(through("GET", "/k").caller(eve).to(s3).text()).isEqualTo("v");
    user(OTHER, "eve", allow("s3:GetObject", "arn:aws:s3:::a-bucket/*"));
    assertThat(through("GET", "/k").caller(eve).to(s3).status()).as("not by its own side").isEqualTo(403);
  }

  @Test
  void aPublicPolicyIsRefusedUnlessThePointIsOfAVpc() {
    make("app", "");
    make("vpc", "<VpcConfiguration><VpcId>vpc-1</VpcId></VpcConfiguration>");
    make("open", "<PublicAccessBlockConfiguration><BlockPublicPolicy>false</BlockPublicPolicy></PublicAccessBlockConfiguration>");
    for (String name : List.of("app", "vpc", "open")) {
      String everyone = statement("Allow", "\"*\"", "s3:GetObject", "\"" + POINT.replace("/app", "/" + name) + "/object/*\"", "");
      assertThat(putPolicy(name, everyone).status()).as(name).isEqualTo(name.equals("app") ? 403 : 200);
      assertThat(control("GET", "/" + name + "/policyStatus").to(s3).element("IsPublic")).as(name).isEqualTo(switch (name) {
        case "vpc" -> "false";
        case "open" -> "true";
        default -> "";
      });
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "s3:GetObject | \"arn:aws:s3:::a-bucket/*\" | Policy has invalid resource",
    "s3:GetObject | \"arn:aws:s3:us-east-1:111122223333:accesspoint/other/object/*\" | Policy has invalid resource",
    "s3:GetObject | \"arn:aws:s3:us-east-1:111122223333:accesspoint/app/k\" | Policy has invalid resource",
    "s3:GetObject | \"arn:aws:s3:us-east-1:111122223333:accesspoint/app\" | Action does not apply to any resource(s) in statement",
    "s3:ListBucket | \"arn:aws:s3:us-east-1:111122223333:accesspoint/app/object/*\" | Action does not apply to any resource(s) in statement"})
  void aPolicyAboutSomethingElseIsMalformed(String action, String resource, String message) {
    make("app", "");
    Ask.Reply reply = putPolicy("app", statement("Deny", "\"*\"", action, resource, ""));
    assertThat(reply.element("Code")).isEqualTo("MalformedPolicy");
    assertThat(reply.element("Message")).endsWith(message);
  }

  @Test
  void aCopyThroughThePointReadsItsSourceAsABucket() {
    make("app", "");
    Caller ann = user(OWNER, "ann", allow("s3:*", POINT + "/object/*"));
    assertThat(through("PUT", "/copy").header("x-amz-copy-source", "/a-bucket/k").caller(ann).to(s3).element("Message")).contains("\"arn:aws:s3:::a-bucket/k\"");
    assertThat(through("PUT", "/copy").header("x-amz-copy-source", "/a-bucket/k").to(s3).status()).isEqualTo(200);
  }

  @Test
  void whatCanBeAskedThroughOneIsWhatProofsTakeToCome() {
    try (Storage storage = new Storage(dir.resolve("other"))) {
      List<String> asked = Operations.all(storage).stream()
          .filter(operation -> AccessPointPolicies.isCompatible(operation) && !operation.permission().isEmpty())
          .flatMap(operation -> Stream.of(operation.permission(), Asks.ofVersion(operation.permission()))).map(name -> "s3:" + name).toList();
      assertThat(S3Actions.throughPoints()).containsAll(asked);
    }
    make("vpc", "<VpcConfiguration><VpcId>vpc-1</VpcId></VpcConfiguration>");
    assertThat(s3.accessPoints()).containsExactly(
        new BucketAccessPoint(POINT.replace("/app", "/vpc"), "a-bucket", REGION, Optional.of("vpc-1"), Optional.empty()));
  }

  @Test
  void ofManyDeletesEachKeyIsJudgedOnThePoint() {
    make("app", "");
    Caller ann = user(OWNER, "ann", allow("s3:DeleteObject", POINT + "/object/k"));
    Ask.of("PUT", "/a-bucket/kept").body("v").to(s3);
    Ask.Reply reply = through("POST", "/?delete").caller(ann)
        .body("<Delete><Object><Key>k</Key></Object><Object><Key>kept</Key></Object></Delete>").to(s3);
    assertThat(reply.element("Error")).contains("<Key>kept</Key>", "<Code>AccessDenied</Code>");
    assertThat(Ask.of("HEAD", "/a-bucket/k").to(s3).status()).isEqualTo(404);
    assertThat(Ask.of("HEAD", "/a-bucket/kept").to(s3).status()).isEqualTo(200);
  }

  @Test
  void itOutlivesARestartAndDatabasesOfPreviousVersionsOpen() throws SQLException {
    make("app", "");
    pointPolicy(statement("Deny", "\"*\"", "s3:GetObject", "\"" + POINT + "/object/*\"", ""));
    s3.close();
    s3 = open();
    assertThat(through("GET", "/k").to(s3).status()).isEqualTo(403);
    s3.close();
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("s3/s3.db")); Statement sql = file.createStatement()) {
      sql.execute("DROP INDEX access_point_alias");
      sql.execute("ALTER TABLE access_point DROP COLUMN alias");
      sql.execute("PRAGMA user_version = 2");
    }
    s3 = open();
    assertThat(through("GET", "/k").to(s3).status()).isEqualTo(403);
    assertThat(control("GET", "/app").to(s3).element("Alias")).as("given when it is opened").matches("app-[a-z0-9]{34}-s3alias");
    s3.close();
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("s3/s3.db")); Statement sql = file.createStatement()) {
      sql.execute("DROP TABLE access_point");
      sql.execute("PRAGMA user_version = 1");
    }
    s3 = open();
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).text()).isEqualTo("v");
    assertThat(make("app", "").status()).isEqualTo(200);
  }
}
