package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsError;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.LoadBalancingError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Listener;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a request gives, and finds what its ARNs name. */
final class Given {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?");

  private Given() {}

  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw invalid("'" + member + "' must be specified");
    }
    return value;
  }

  /** The name of a load balancer or target group. */
  static String name(@Nullable String value, String noun) {
    String name = required(value, "Name");
    if (!NAME.matcher(name).matches() || name.startsWith("internal-")) {
      throw invalid("The " + noun + " name '" + name + "' is not valid: it has at most 32 letters, digits and hyphens, and does not begin or end with a hyphen or begin with 'internal-'");
    }
    return name;
  }

  static int port(@Nullable Integer value, String member) {
    return within(required(value, member), member, 1, 65535);
  }

  static int within(int value, String member, int least, int most) {
    if (value < least || value > most) {
      throw invalid(member + " '" + value + "' must be between " + least + " and " + most);
    }
    return value;
  }

  static AwsException invalid(String message) {
    return LoadBalancingError.VALIDATION_ERROR.with(message);
  }

  static AwsException notBuilt(String what) {
    return invalid(what + " is not built in Postern");
  }

  static LoadBalancer balancer(Snapshot snapshot, Caller caller, @Nullable String arn) {
    return named(snapshot, caller, LoadBalancer.class, Kind.LOAD_BALANCER, required(arn, "LoadBalancerArn"), LoadBalancer::arn, LoadBalancingError.LOAD_BALANCER_NOT_FOUND);
  }

  static TargetGroup group(Snapshot snapshot, Caller caller, @Nullable String arn) {
    return named(snapshot, caller, TargetGroup.class, Kind.TARGET_GROUP, required(arn, "TargetGroupArn"), TargetGroup::arn, LoadBalancingError.TARGET_GROUP_NOT_FOUND);
  }

  static Listener listener(Snapshot snapshot, Caller caller, @Nullable String arn) {
    return named(snapshot, caller, Listener.class, Kind.LISTENER, required(arn, "ListenerArn"), Listener::arn, LoadBalancingError.LISTENER_NOT_FOUND);
  }

  /** Whatever of this API has an ARN. */
  static Resource any(Snapshot snapshot, Caller caller, String arn) {
    String type = arn.substring(arn.lastIndexOf(':') + 1);
    return type.startsWith("targetgroup/")
        ? group(snapshot, caller, arn)
        : type.startsWith("listener/") ? listener(snapshot, caller, arn) : balancer(snapshot, caller, arn);
  }

  private static <T extends Resource> T named(
      Snapshot snapshot, Caller caller, Class<T> type, Kind kind, String arn, Function<T, String> name, AwsError unknown) {
    return found(snapshot, caller, type, kind, arn, name).orElseThrow(unknown::with);
  }

  /** The resource of an ARN, if it is the caller's and there. @throws AwsException for what is no ARN of this API */
  static <T extends Resource> Optional<T> found(Snapshot snapshot, Caller caller, Class<T> type, Kind kind, String arn, Function<T, String> name) {
    if (!arn.startsWith("arn:aws:elasticloadbalancing:")) {
      throw invalid("'" + arn + "' is not a valid " + kind.resourceType() + " ARN");
    }
    String id = kind.prefix() + "-" + arn.substring(arn.lastIndexOf('/') + 1);
    return snapshot.find(type, new ResourceKey(caller.account(), caller.region(), kind, id)).filter(r -> name.apply(r).equals(arn));
  }

  static <T extends Resource> List<T> all(Snapshot snapshot, Caller caller, Class<T> type, Kind kind) {
    return snapshot.all(type, kind, caller.account(), caller.region());
  }
}
