package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.util.List;

/**
 * The instances that a caller sees, and the states they are in.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html">AWS</a>
 */
final class Instances {
  /** How long a terminated instance is still shown. */
  private static final Duration SHOWN = Duration.ofHours(1);

  private Instances() {}

  /** A state as the API says it: the name, and the code of {@code instance-state-code}. */
  enum StateName {
    PENDING("pending", 0),
    RUNNING("running", 16),
    SHUTTING_DOWN("shutting-down", 32),
    TERMINATED("terminated", 48),
    STOPPING("stopping", 64),
    STOPPED("stopped", 80);

    private final String wire;
    private final int code;

    StateName(String wire, int code) {
      this.wire = wire;
      this.code = code;
    }

    String wire() {
      return wire;
    }

    int code() {
      return code;
    }
  }

  /** What the owner wants, as far as the kernel has come. */
  static StateName state(Instance instance, Observed observed) {
    boolean carried = observed.holds(instance.vpcId(), instance.id());
    return switch (instance.state()) {
      case RUNNING -> carried ? StateName.RUNNING : StateName.PENDING;
      case STOPPED -> carried ? StateName.STOPPING : StateName.STOPPED;
      case TERMINATED -> carried ? StateName.SHUTTING_DOWN : StateName.TERMINATED;
    };
  }

  static Instance require(Snapshot snapshot, Caller caller, Facts facts, String id) {
    Instance found = Lookup.require(snapshot, caller, Instance.class, Kind.INSTANCE, id);
    if (isGone(found, facts)) {
      throw IdError.INSTANCE.notFound(id);
    }
    return found;
  }

  /** All of a request's ids, of which there must be one. */
  static List<Instance> requireAll(Snapshot snapshot, Caller caller, Facts facts, List<String> ids) {
    if (ids.isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("InstanceId");
    }
    return ids.stream().distinct().map(id -> require(snapshot, caller, facts, id)).toList();
  }

  static List<Instance> asked(Snapshot snapshot, Caller caller, Facts facts, List<String> ids) {
    return ids.isEmpty()
        ? snapshot.all(Instance.class, Kind.INSTANCE, caller.account(), caller.region()).stream().filter(i -> !isGone(i, facts)).toList()
        : requireAll(snapshot, caller, facts, ids);
  }

  /** Without the instances that are shown no more. */
  static Snapshot swept(Snapshot snapshot, Caller caller, Facts facts) {
    Snapshot next = snapshot;
    for (Instance instance : snapshot.all(Instance.class, Kind.INSTANCE, caller.account(), caller.region())) {
      if (isGone(instance, facts)) {
        next = next.without(instance.key());
      }
    }
    return next;
  }

  private static boolean isGone(Instance instance, Facts facts) {
    return instance.terminatedAt().filter(at -> at.plus(SHOWN).isBefore(facts.now())).isPresent();
  }
}
