package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;

/**
 * Makes a security group that lets everything out and nothing in.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidParameterValue}, {@code InvalidVpcID.NotFound}, {@code VPCIdNotSpecified},
 * {@code InvalidGroup.Duplicate}.
 */
public final class CreateSecurityGroup implements Action<CreateSecurityGroupRequest, CreateSecurityGroupResponse> {
  private static final String TEXT_FORM = "[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}";

  public static final Operation<CreateSecurityGroupRequest, CreateSecurityGroupResponse> OPERATION =
      Operation.of(
          "CreateSecurityGroup",
          CreateSecurityGroupRequest.class,
          new CreateSecurityGroup(),
          "GroupName",
          "GroupDescription",
          "VpcId",
          "TagSpecification");

  @Override
  public Applied<CreateSecurityGroupResponse> apply(Snapshot snapshot, Caller caller, CreateSecurityGroupRequest request, Facts facts) {
    String name = checkedName(Lookup.given(request.groupName(), "GroupName"));
    String description = checked("GroupDescription", Lookup.given(request.description(), "GroupDescription"));
    Vpc vpc =
        request.vpcId() == null
            ? GroupLookup.defaultVpc(snapshot, caller)
            : Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    if (snapshot.inNetwork(SecurityGroup.class, vpc.id()).stream().anyMatch(g -> g.name().equals(name))) {
      throw Ec2Error.GROUP_DUPLICATE.with(name, vpc.id());
    }
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.SECURITY_GROUP);
    SecurityGroup group = made(caller, vpc, name, description, facts);
    Snapshot next = snapshot.with(group).withTags(group.key(), tags);
    return Applied.of(
        next,
        CreateSecurityGroupResponse.builder()
            .groupId(group.id())
            .securityGroupArn(SecurityGroupView.arn(group))
            .tags(Tags.shown(next, group.key()))
            .build());
  }

  private static SecurityGroup made(Caller caller, Vpc vpc, String name, String description, Facts facts) {
    SecurityGroupRule out =
        new SecurityGroupRule(facts.seed().id("sgr"), true, "-1", -1, -1, new SecurityGroupRule.CidrPeer(Cidr.ANY), Optional.empty());
    return new SecurityGroup(
        Lookup.key(caller, Kind.SECURITY_GROUP, facts.seed().id("sg")), vpc.id(), name, description, List.of(out));
  }

  private static String checkedName(String name) {
    if (name.toLowerCase(Locale.ROOT).startsWith("sg-")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("invalid value for parameter groupname: " + name);
    }
    if (name.equals("default")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Cannot use reserved security group name: default");
    }
    return checked("GroupName", name);
  }

  private static String checked(String parameter, String text) {
    if (!text.matches(TEXT_FORM)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Value (" + text + ") for parameter " + parameter
              + " is invalid. Valid values are strings of 1 to 255 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    }
    return text;
  }
}
