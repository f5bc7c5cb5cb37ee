package dev.postern.core.action.iam;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Seed;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.IamError;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.services.AwsPolicies;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds IAM's resources by the names of a request, keys them (the key's id is the name) and makes their unique ids. */
final class Entities {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Entities() {}

  static ResourceKey key(Caller caller, Kind kind, String name) {
    return new ResourceKey(caller.account(), ResourceKey.GLOBAL, kind, name);
  }

  static <T extends Resource> List<T> all(Snapshot snapshot, Caller caller, Class<T> type, Kind kind) {
    return snapshot.all(type, kind, caller.account(), ResourceKey.GLOBAL);
  }

  static IamUser user(Snapshot snapshot, Caller caller, @Nullable String userName) {
    String name = Given.name(userName, "userName", 128);
    return snapshot.find(IamUser.class, key(caller, Kind.IAM_USER, name)).orElseThrow(() -> IamError.NO_SUCH_ENTITY.with("user", name));
  }

  /** The named user, or without a name the user who calls. */
  static IamUser userOrCaller(Snapshot snapshot, Caller caller, @Nullable String userName) {
    if (userName != null) {
      return user(snapshot, caller, userName);
    }
    if (!caller.principalArn().contains(":user/")) {
      throw IamError.VALIDATION_ERROR.with("Must specify userName when calling with non-User credentials");
    }
    return user(snapshot, caller, caller.principalArn().substring(caller.principalArn().lastIndexOf('/') + 1));
  }

  static IamRole role(Snapshot snapshot, Caller caller, @Nullable String roleName) {
    String name = Given.name(roleName, "roleName", 64);
    return snapshot.find(IamRole.class, key(caller, Kind.IAM_ROLE, name)).orElseThrow(() -> IamError.NO_SUCH_ENTITY.with("role", name));
  }

  static InstanceProfile profile(Snapshot snapshot, Caller caller, @Nullable String profileName) {
    String name = Given.name(profileName, "instanceProfileName", 128);
    return snapshot
        .find(InstanceProfile.class, key(caller, Kind.INSTANCE_PROFILE, name))
        .orElseThrow(() -> IamError.NO_SUCH_ENTITY.saying("Instance Profile " + name + " cannot be found."));
  }

  /** The customer-managed policy of this ARN. */
  static IamPolicy policy(Snapshot snapshot, Caller caller, @Nullable String policyArn) {
    String arn = arn(policyArn);
    return snapshot
        .find(IamPolicy.class, key(caller, Kind.IAM_POLICY, arn.substring(arn.lastIndexOf('/') + 1)))
        .filter(p -> p.arn().equals(arn))
        .orElseThrow(() -> noPolicy(arn));
  }

  /** The policy of this ARN, the customer's or AWS's own. */
  static IamPolicy anyPolicy(Snapshot snapshot, Caller caller, @Nullable String policyArn) {
    String arn = arn(policyArn);
    return isOfAws(arn) ? AwsPolicies.find(arn).orElseThrow(() -> notBuilt(arn)) : policy(snapshot, caller, arn);
  }

  /** Whether the ARN is that of a policy of this account, or of one of AWS's own. */
  static boolean isThere(Snapshot snapshot, Caller caller, @Nullable String policyArn) {
    String arn = arn(policyArn);
    return isOfAws(arn)
        ? AwsPolicies.find(arn).isPresent()
        : snapshot
            .find(IamPolicy.class, key(caller, Kind.IAM_POLICY, arn.substring(arn.lastIndexOf('/') + 1)))
            .filter(p -> p.arn().equals(arn))
            .isPresent();
  }

  /** The ARN, when something has it that can be attached: a policy of this account, or one of AWS's own. */
  static String attachable(Snapshot snapshot, Caller caller, @Nullable String policyArn) {
    String arn = arn(policyArn);
    if (isThere(snapshot, caller, arn)) {
      return arn;
    }
    throw isOfAws(arn) ? notBuilt(arn) : IamError.NO_SUCH_ENTITY.saying("Policy " + arn + " does not exist or is not attachable.");
  }

  private static boolean isOfAws(String arn) {
    return arn.startsWith("arn:aws:iam::" + AwsPolicies.ACCOUNT + ":");
  }

  /** AWS may well have it. */
  private static AwsException notBuilt(String arn) {
    return IamError.NO_SUCH_ENTITY.saying(
        "Policy " + arn + " does not exist or is not attachable. Of AWS's own policies Postern has: "
            + AwsPolicies.all().stream().map(IamPolicy::policyName).sorted().collect(Collectors.joining(", ")) + ".");
  }

  static AwsException noPolicy(String arn) {
    return IamError.NO_SUCH_ENTITY.saying("Policy " + arn + " was not found.");
  }

  /** Refuses a name that differs from one in use by case alone, or not at all. */
  static void requireFree(Snapshot snapshot, Caller caller, Kind kind, String name, AwsException taken) {
    for (Resource resource : snapshot.all(Resource.class, kind, caller.account(), ResourceKey.GLOBAL)) {
      if (resource.id().equalsIgnoreCase(name)) {
        throw taken;
      }
    }
  }

  /** A unique id such as {@code AIDA…}: four letters that say what it is, and 17 more. */
  static String uniqueId(Seed seed, String prefix) {
    return prefix + seed.text(BASE32, 17);
  }

  private static String arn(@Nullable String policyArn) {
    String arn = Given.required(policyArn, "policyArn");
    if (!arn.matches("arn:aws:iam::(\\d{12}|aws):policy/.+")) {
      throw IamError.INVALID_INPUT.with("ARN " + arn + " is not valid.");
    }
    return arn;
  }
}
