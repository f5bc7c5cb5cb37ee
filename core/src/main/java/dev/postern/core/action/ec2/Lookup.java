package dev.postern.core.action.ec2;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds resources by the ids of a request, and words the errors for ids that are malformed or unknown. */
public final class Lookup {
  private Lookup() {}

  /** The resource, or AWS's {@code .Malformed} or {@code .NotFound} error of its kind. */
  public static <T extends Resource> T require(Snapshot snapshot, Caller caller, Class<T> type, Kind kind, @Nullable String id) {
    String formed = wellFormed(kind, id);
    return snapshot.find(type, key(caller, kind, formed)).orElseThrow(() -> IdError.of(kind).notFound(formed));
  }

  /** The id, or AWS's {@code .Malformed} error of its kind. */
  public static String wellFormed(Kind kind, @Nullable String id) {
    IdError errors = IdError.of(kind);
    if (id == null) {
      throw Ec2Error.MISSING_PARAMETER.with(errors.parameter());
    }
    if (!id.matches(kind.prefix() + "-[0-9a-f]{8}([0-9a-f]{9})?")) {
      throw errors.malformed(id);
    }
    return id;
  }

  /** All the ids, each required. */
  public static <T extends Resource> List<T> requireAll(Snapshot snapshot, Caller caller, Class<T> type, Kind kind, List<String> ids) {
    return ids.stream().map(id -> require(snapshot, caller, type, kind, id)).toList();
  }

  /** What a describe starts from: the ids that were asked for, or all of the kind. */
  public static <T extends Resource> List<T> asked(Snapshot snapshot, Caller caller, Class<T> type, Kind kind, List<String> ids) {
    return ids.isEmpty()
        ? snapshot.all(type, kind, caller.account(), caller.region())
        : requireAll(snapshot, caller, type, kind, ids).stream().distinct().toList();
  }

  public static ResourceKey key(Caller caller, Kind kind, String id) {
    return new ResourceKey(caller.account(), caller.region(), kind, id);
  }

  /**
   * An IPv4 block as a request gives it; host bits are cleared, as AWS does.
   *
   * @param parameter the name of the parameter as AWS words it in the error, {@code cidrBlock}
   */
  public static Cidr cidr(String text, String parameter) {
    try {
      return Cidr.canonical(text);
    } catch (IllegalArgumentException _) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Value (" + text + ") for parameter " + parameter + " is invalid. This is not a valid CIDR block.");
    }
  }

  /** An IPv4 address as a request gives it. */
  public static long address(String text, String parameter) {
    try {
      return Ip.parse(text);
    } catch (IllegalArgumentException _) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + text + ") for parameter " + parameter + " is invalid. Invalid IPv4 address.");
    }
  }

  /** A required parameter's value. */
  public static <T> T given(@Nullable T value, String parameter) {
    if (value == null) {
      throw Ec2Error.MISSING_PARAMETER.with(parameter);
    }
    return value;
  }
}
