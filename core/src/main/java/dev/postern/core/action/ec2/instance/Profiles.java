package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;

/** Finds the instance profile that a request names by ARN or by name. */
final class Profiles {
  private Profiles() {}

  static String arn(InstanceProfile profile) {
    return "arn:aws:iam::" + profile.key().account() + ":instance-profile" + profile.path() + profile.profileName();
  }

  /** The profile's ARN; empty when the request names none. */
  static Optional<String> arn(Snapshot snapshot, Caller caller, @Nullable IamInstanceProfileSpecification given) {
    if (given == null) {
      return Optional.empty();
    }
    if ((given.arn() == null) == (given.name() == null)) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("Exactly one of iamInstanceProfile.arn and iamInstanceProfile.name must be specified.");
    }
    return Optional.of(
        snapshot.all(InstanceProfile.class, Kind.INSTANCE_PROFILE, caller.account(), ResourceKey.GLOBAL).stream()
            .filter(p -> given.arn() == null ? p.profileName().equals(given.name()) : arn(p).equals(given.arn()))
            .findFirst()
            .map(Profiles::arn)
            .orElseThrow(() -> unknown(given)));
  }

  private static RuntimeException unknown(IamInstanceProfileSpecification given) {
    String form = given.arn() == null ? "name" : "arn";
    return Ec2Error.INVALID_PARAMETER_VALUE.with(
        "Value (" + (given.arn() == null ? given.name() : given.arn()) + ") for parameter iamInstanceProfile." + form
            + " is invalid. Invalid IAM Instance Profile " + (given.arn() == null ? "name" : "ARN"));
  }
}
