package dev.postern.core.action.accessanalyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.accessanalyzer.model.Access;
import software.amazon.awssdk.services.accessanalyzer.model.CheckAccessNotGrantedRequest;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoNewAccessRequest;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoNewAccessResponse;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoPublicAccessRequest;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoPublicAccessResponse;

/** The checks that pipelines ask about policies before they write them. */
class PolicyChecksTest {
  private static final String PARTNER = "{\"AWS\":\"444455556666\"}";
  private static final String ENDPOINT = ",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}";

  private final Cloud cloud = new Cloud();

  private static String bucket(String principal, String action, String more) {
    return policy("{\"Sid\":\"Read\",\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":\"" + action
        + "\",\"Resource\":\"arn:aws:s3:::data/*\"" + more + "}");
  }

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static CheckNoNewAccessRequest change(String before, String now) {
    return CheckNoNewAccessRequest.builder().existingPolicyDocument(before).newPolicyDocument(now).policyType("RESOURCE_POLICY").build();
  }

  private CheckNoNewAccessResponse changed(String before, String now) {
    return cloud.run(CheckNoNewAccess.OPERATION, change(before, now));
  }

  private CheckNoPublicAccessResponse published(String type, String policy) {
    return cloud.run(CheckNoPublicAccess.OPERATION, CheckNoPublicAccessRequest.builder().resourceType(type).policyDocument(policy).build());
  }

  private String granted(String policy, String action, String resource) {
    Access.Builder access = Access.builder();
    if (!action.isEmpty()) {
      access.actions(action);
    }
    if (!resource.isEmpty()) {
      access.resources(resource);
    }
    CheckAccessNotGrantedRequest request =
        CheckAccessNotGrantedRequest.builder().policyDocument(policy).access(access.build()).policyType("RESOURCE_POLICY").build();
    return cloud.run(CheckAccessNotGranted.OPERATION, request).resultAsString();
  }

  @Test
  void newAccessFailsAndNamesItsStatement() {
    String before = bucket(PARTNER, "s3:GetObject", "");
    assertThat(changed(before, before).resultAsString()).isEqualTo("PASS");
    assertThat(changed(before, bucket(PARTNER, "s3:GetObject", ENDPOINT)).resultAsString()).isEqualTo("PASS");
    for (String now : new String[] {bucket(PARTNER, "s3:*", ""), bucket("\"*\"", "s3:GetObject", ""), before.replace("data/*", "*")}) {
      CheckNoNewAccessResponse fails = changed(before, now);
      assertThat(fails.resultAsString()).isEqualTo("FAIL");
      assertThat(fails.reasons()).singleElement().returns(0, r -> r.statementIndex()).returns("Read", r -> r.statementId());
      assertThat(fails.reasons().getFirst().description()).startsWith("New access in the statement with sid: Read. It allows: {");
    }
  }

  @Test
  void theOwnersAccountIsNobodysBusiness() {
    String before = bucket(PARTNER, "s3:GetObject", "");
    // The account 000000000000 is a stranger like others when a policy names it.
    assertThat(changed(before, bucket("{\"AWS\":\"000000000000\"}", "s3:GetObject", "")).resultAsString()).isEqualTo("FAIL");
    String deny = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}";
    assertThat(changed(policy(deny), policy(deny.replace("\"*\",\"Action", "{\"AWS\":\"444455556666\"},\"Action"))).resultAsString()).isEqualTo("PASS");
  }

  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, '', FAIL",
    "s3:PutObject, '', PASS",
    "s3:Get*, '', FAIL",
    "'', arn:aws:s3:::data/secret, FAIL",
    "'', arn:aws:s3:::other/*, PASS",
    "s3:GetObject, arn:aws:s3:::data/x, FAIL",
    "s3:PutObject, arn:aws:s3:::data/x, PASS",
  })
  void whatIsListedIsGrantedOrNot(String action, String resource, String result) {
    assertThat(granted(bucket(PARTNER, "s3:GetObject", ENDPOINT), action, resource)).isEqualTo(result);
  }

  @Test
  void publicIsWhatNobodyIsNamedFor() {
    CheckNoPublicAccessResponse open = published("AWS::S3::Bucket", bucket("\"*\"", "s3:GetObject", ""));
    assertThat(open.resultAsString()).isEqualTo("FAIL");
    assertThat(open.reasons()).singleElement().returns(0, r -> r.statementIndex());
    assertThat(published("AWS::S3::Bucket", bucket(PARTNER, "s3:GetObject", "")).resultAsString()).isEqualTo("PASS");
    assertThat(published("AWS::S3::Bucket", bucket("\"*\"", "s3:GetObject", ENDPOINT)).resultAsString()).isEqualTo("PASS");
    String point = "{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:us-east-1:111122223333:accesspoint/app/object/*\"}";
    assertThat(published("AWS::S3::AccessPoint", policy(point.formatted("\"*\""))).resultAsString()).isEqualTo("FAIL");
    assertThat(published("AWS::S3::AccessPoint", policy(point.formatted(PARTNER))).resultAsString()).isEqualTo("PASS");
    String delegation = ",\"Condition\":{\"StringLike\":{\"s3:DataAccessPointArn\":\"arn:aws:s3:us-east-1:111122223333:accesspoint/%s\"}}";
    assertThat(published("AWS::S3::Bucket", bucket("\"*\"", "s3:GetObject", delegation.formatted("*"))).resultAsString()).isEqualTo("PASS");
    assertThat(published("AWS::S3::Bucket", bucket("\"*\"", "s3:GetObject", delegation.formatted("*").replace("111122223333", "*"))).resultAsString()).isEqualTo("FAIL");
    String queue = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"arn:aws:sqs:us-east-1:111122223333:q\"}";
    assertThat(published("AWS::SQS::Queue", policy(queue)).resultAsString()).isEqualTo("FAIL");
  }

  @Test
  void whatCannotBeSaidIsNoPass() {
    String policy = bucket(PARTNER, "s3:GetObject", "");
    AwsException type =
        cloud.refused(CheckNoPublicAccess.OPERATION, CheckNoPublicAccessRequest.builder().resourceType("AWS::S3Express::DirectoryBucket").policyDocument(policy).build());
    assertThat(type.code()).isEqualTo("UnprocessableEntityException");
    assertThat(type.status()).isEqualTo(422);
    AwsException several = cloud.refused(CheckNoNewAccess.OPERATION, change(policy, policy.replace("s3:GetObject", "sqs:*")));
    assertThat(several.code()).isEqualTo("UnprocessableEntityException");
    AwsException malformed = cloud.refused(CheckNoNewAccess.OPERATION, change(policy, "{"));
    assertThat(malformed.code()).isEqualTo("InvalidParameterException");
    AwsException missing = cloud.refused(CheckNoNewAccess.OPERATION, CheckNoNewAccessRequest.builder().policyType("RESOURCE_POLICY").build());
    assertThat(missing.code()).isEqualTo("ValidationException");
  }

  private String identityChanged(String before, String now) {
    return cloud.run(CheckNoNewAccess.OPERATION, change(before, now).toBuilder().policyType("IDENTITY_POLICY").build()).resultAsString();
  }

  private static String identity(String effect, String action, String resource, String more) {
    return "{\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"" + more + "}";
  }

  @Test
  void anIdentityPolicyIsAboutEveryService() {
    String read = identity("Allow", "s3:GetObject", "arn:aws:s3:::data/*", "");
    String queue = identity("Allow", "sqs:SendMessage", "*", "");
    assertThat(identityChanged(policy(read), policy(read))).isEqualTo("PASS");
    assertThat(identityChanged(policy(read, queue), policy(read))).isEqualTo("PASS");
    assertThat(identityChanged(policy(read), policy(read, queue))).isEqualTo("FAIL");
    assertThat(identityChanged(policy(identity("Allow", "*", "*", "")), policy(read, queue))).isEqualTo("PASS");
    assertThat(identityChanged(policy(read), policy(identity("Allow", "s3:*", "arn:aws:s3:::data/*", "")))).isEqualTo("FAIL");
    assertThat(identityChanged(policy(read), policy(identity("Allow", "s3:GetObject", "arn:aws:s3:::data/*", ENDPOINT)))).isEqualTo("PASS");
    assertThat(identityChanged(policy(identity("Allow", "s3:GetObject", "arn:aws:s3:::data/*", ENDPOINT)), policy(read))).isEqualTo("FAIL");
    String all = identity("Allow", "*", "*", "");
    String deny = identity("Deny", "iam:*", "*", "");
    assertThat(identityChanged(policy(all), policy(all, deny))).isEqualTo("PASS");
    assertThat(identityChanged(policy(all, deny), policy(all))).isEqualTo("FAIL");
    assertThat(identityChanged(policy(all, deny), policy(identity("Allow", "ec2:DescribeInstances", "*", "")))).isEqualTo("PASS");
    // Keys and roles too, whose own policies leave it to the account.
    assertThat(identityChanged(policy(read), policy(read, identity("Allow", "kms:Decrypt", "arn:aws:kms:*:*:key/*", "")))).isEqualTo("FAIL");
    assertThat(identityChanged(policy(read), policy(read, identity("Allow", "sts:AssumeRole", "arn:aws:iam::*:role/x", "")))).isEqualTo("FAIL");
  }

  @Test
  void newAccessOfAnIdentityPolicyNamesItsStatement() {
    String read = identity("Allow", "s3:GetObject", "arn:aws:s3:::data/*", "");
    CheckNoNewAccessResponse fails =
        cloud.run(
            CheckNoNewAccess.OPERATION,
            change(policy(read), policy(read, identity("Allow", "sqs:SendMessage", "*", ""))).toBuilder().policyType("IDENTITY_POLICY").build());
    assertThat(fails.reasons()).singleElement().returns(1, r -> r.statementIndex());
    assertThat(fails.reasons().getFirst().description()).contains("\"action\":\"sqs:sendmessage\"");
  }

  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, '', FAIL",
    "sqs:*, '', PASS",
    "dynamodb:*, '', FAIL",
    "'', arn:aws:s3:::data/secret, PASS",
    "'', arn:aws:s3:::data/x, FAIL",
    "iam:PassRole, arn:aws:iam::111122223333:role/x, PASS",
    "dynamodb:Query, arn:aws:dynamodb:us-east-1:111122223333:table/t, FAIL",
  })
  void whatIsListedIsGrantedByAnIdentityPolicyOrNot(String action, String resource, String result) {
    String policy = policy(
        identity("Allow", "s3:GetObject", "arn:aws:s3:::data/*", ""),
        identity("Deny", "s3:*", "arn:aws:s3:::data/secret", ""),
        identity("Allow", "dynamodb:*", "*", ""));
    Access.Builder access = Access.builder();
    if (!action.isEmpty()) {
      access.actions(action);
    }
    if (!resource.isEmpty()) {
      access.resources(resource);
    }
    CheckAccessNotGrantedRequest request =
        CheckAccessNotGrantedRequest.builder().policyDocument(policy).access(access.build()).policyType("IDENTITY_POLICY").build();
    assertThat(cloud.run(CheckAccessNotGranted.OPERATION, request).resultAsString()).isEqualTo(result);
  }

  @Test
  void anIdentityPolicyNamesNoPrincipal() {
    AwsException malformed =
        cloud.refused(CheckNoNewAccess.OPERATION, change(policy(identity("Allow", "*", "*", "")), bucket("\"*\"", "s3:*", "")).toBuilder().policyType("IDENTITY_POLICY").build());
    assertThat(malformed.code()).isEqualTo("InvalidParameterException");
    assertThat(cloud.refused(CheckNoNewAccess.OPERATION, change("{}", "{}").toBuilder().policyType("SCP").build()).code()).isEqualTo("ValidationException");
  }
}
