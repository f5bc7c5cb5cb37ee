package dev.postern.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By AWS's own examples and its list of keys. */
class PublicAccessTest {
  private static boolean isPublic(String... statements) {
    String text = "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    return PublicAccess.isPublic(PolicyDocument.parse(PolicyType.RESOURCE, text));
  }

  private static String statement(String effect, String who, String conditions) {
    return "{\"Effect\":\"" + effect + "\"," + who + ",\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::data/*\",\"Condition\":{" + conditions + "}}";
  }

  private static boolean isPublicWhen(String conditions) {
    return isPublic(statement("Allow", "\"Principal\":\"*\"", conditions));
  }

  @Test
  void everybodyInOneVpcIsNotThePublic() {
    assertThat(isPublicWhen("\"StringEquals\":{\"aws:SourceVpc\":\"vpc-91237329\"}")).isFalse();
  }

  @Test
  void everybodyInAnyVpcIsThePublic() {
    assertThat(isPublicWhen("\"StringLike\":{\"aws:SourceVpc\":\"vpc-*\"}")).isTrue();
  }

  @Test
  void oneStatementForEverybodyMakesThePolicyPublic() {
    String trail =
        "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudtrail.amazonaws.com\"},\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::data/*\"}";
    String account = statement("Allow", "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}", "");
    assertThat(isPublic(trail, account)).isFalse();
    assertThat(isPublic(trail, account, statement("Allow", "\"Principal\":{\"AWS\":\"*\"}", ""))).isTrue();
  }

  @Test
  void denyCountsForNothing() {
    String deny = statement("Deny", "\"Principal\":\"*\"", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}");
    assertThat(isPublic(deny)).isFalse();
    assertThat(isPublic(deny, statement("Allow", "\"Principal\":\"*\"", ""))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"StringEquals\":{\"aws:SourceVpce\":[\"vpce-1a2b3c4d\",\"vpce-1a2b3c4e\"]}",
        "\"StringEquals\":{\"AWS:sourceVPCE\":\"vpce-1a2b3c4d\"}",
        "\"StringLike\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}",
        "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-abcdefghij\"}",
        "\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:sns:us-east-1:111122223333:topic\"}",
        "\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}",
        "\"StringEquals\":{\"aws:SourceOwner\":\"111122223333\"}",
        "\"StringEquals\":{\"aws:userid\":\"AROAEXAMPLEID12345678:session\"}",
        "\"StringEquals\":{\"s3:x-amz-server-side-encryption-aws-kms-key-id\":\"arn:aws:kms:us-east-1:111122223333:key/1\"}",
        "\"StringEquals\":{\"s3:DataAccessPointAccount\":\"111122223333\"}",
        "\"ArnLike\":{\"s3:DataAccessPointArn\":\"arn:aws:s3:us-west-2:111122223333:accesspoint/*\"}",
        "\"ForAnyValue:StringEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}",
        "\"IpAddress\":{\"aws:SourceIp\":[\"11.0.0.0/8\",\"2001:db8::/32\"]}",
        "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"},\"Bool\":{\"aws:SecureTransport\":\"true\"}"
      })
  void fixedValuesPin(String conditions) {
    assertThat(isPublicWhen(conditions)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"Bool\":{\"aws:SecureTransport\":\"true\"}",
        "\"StringEqualsIfExists\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}",
        "\"ForAllValues:StringEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}",
        "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}",
        "\"Null\":{\"aws:SourceVpce\":\"false\"}",
        "\"StringEquals\":{\"aws:SourceVpce\":[\"vpce-1a2b3c4d\",\"vpce-*\"]}",
        "\"StringEquals\":{\"aws:SourceVpce\":[]}",
        "\"StringEquals\":{\"aws:SourceAccount\":\"${aws:PrincipalAccount}\"}",
        "\"StringLike\":{\"aws:userid\":\"AROAEXAMPLEID12345678:*\"}",
        "\"ArnLike\":{\"s3:DataAccessPointArn\":\"arn:aws:s3:us-west-2:*:accesspoint/a\"}",
        "\"StringEquals\":{\"aws:UserAgent\":\"me\"}",
        "\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/1\"}",
        "\"IpAddress\":{\"aws:SourceIp\":[\"11.0.0.0/8\",\"12.0.0.0/7\"]}",
        "\"IpAddress\":{\"aws:SourceIp\":\"2001:d00::/24\"}",
        "\"NotIpAddress\":{\"aws:SourceIp\":\"11.0.0.0/8\"}"
      })
  void otherConditionsDoNot(String conditions) {
    assertThat(isPublicWhen(conditions)).isTrue();
  }

  @Test
  void allButSomeIsThePublic() {
    assertThat(isPublic(statement("Allow", "\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:user/a\"}", ""))).isTrue();
  }

  @Test
  void anyServiceIsThePublic() {
    assertThat(isPublic(statement("Allow", "\"Principal\":{\"Service\":\"*\"}", ""))).isTrue();
    assertThat(isPublic(statement("Allow", "\"Principal\":{\"Service\":\"*\"}", "\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}"))).isFalse();
  }
}
