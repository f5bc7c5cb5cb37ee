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
 */
public record Clues(List<Bucket> buckets, List<Detour> detours, List<Request> requests) {
  public static final Clues NONE = new Clues(List.of(), List.of());

  public Clues {
    buckets = List.copyOf(buckets);
    detours = List.copyOf(detours);
    requests = List.copyOf(requests);
  }

  /** Of a cloud whose services nobody watched. */
  public Clues(List<Bucket> buckets, List<Detour> detours) {
    this(buckets, detours, List.of());
  }

  /** @param account whose it is */
  public record Bucket(String name, String account, String region, String policy) {}

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
