package dev.postern.core.doctor;

import dev.postern.core.policy.PolicyType;
import dev.postern.core.price.Detour;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known besides the network itself.
 *
 * @param buckets those that have a policy
 * @param detours what was metered on ways that cost
 * @param requests what services were asked for lately, the newest last
 * @param mishaps what went wrong with packets and connections in the last hour
 * @param leaving endpoints that are being deleted
 */
public record Clues(List<Bucket> buckets, List<Detour> detours, List<Request> requests, List<Mishap> mishaps, List<Leaving> leaving) {
  public static final Clues NONE = new Clues(List.of(), List.of());

  public Clues {
    buckets = List.copyOf(buckets);
    detours = List.copyOf(detours);
    requests = List.copyOf(requests);
    mishaps = List.copyOf(mishaps);
    leaving = List.copyOf(leaving);
  }

  /** Of a cloud in which nothing went wrong, and no endpoint is being deleted. */
  public Clues(List<Bucket> buckets, List<Detour> detours, List<Request> requests) {
    this(buckets, detours, requests, List.of(), List.of());
  }

  /** Of a cloud whose services nobody watched. */
  public Clues(List<Bucket> buckets, List<Detour> detours) {
    this(buckets, detours, List.of());
  }

  /** @param account whose it is */
  public record Bucket(String name, String account, String region, String policy) {}

  /**
   * Something that happened, perhaps many times.
   *
   * @param id the endpoint or NAT gateway where it happened
   * @param name that clients asked for; else empty
   */
  public record Mishap(Kind kind, String id, String name, long times) {
    /** What happened. */
    public enum Kind {
      /** A packet of a connection that was forgotten, because it had been idle for too long, was answered by a reset. */
      STALE,
      /** A packet was longer than an endpoint takes. */
      TOO_LONG,
      /** A TLS client asked for a name that is not the service's; for none when it asked an address. */
      OTHER_NAME
    }
  }

  /** An endpoint with private DNS that is still being deleted: its names are taken until it is gone. */
  public record Leaving(String id, String account, String region, String vpcId, String serviceName) {}

  /**
   * One request as a service saw it.
   *
   * @param service as {@link dev.postern.core.services.PublicService} calls it
   * @param source the address that the service saw
   * @param endpoint that it came through; empty for the service's public side
   * @param region of the service that was asked
   * @param caller an ARN; empty when nobody signed
   * @param action the first that it asked to be allowed, or that was refused; empty when nothing was asked
   * @param refusal why it was not allowed
   */
  public record Request(
      String service, String region, String host, String source, Optional<String> endpoint, String caller, String action, String resource, Optional<Refusal> refusal) {}

  /**
   * The policy that refused.
   *
   * @param explicit by a Deny; else because none of these policies allows it
   * @param policy its name; empty where none matched
   * @param statement counted from 0
   */
  public record Refusal(PolicyType type, boolean explicit, String policy, OptionalInt statement, Optional<String> sid) {}
}
