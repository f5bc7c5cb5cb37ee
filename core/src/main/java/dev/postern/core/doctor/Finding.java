package dev.postern.core.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.core.explain.Fix;
import dev.postern.core.model.ResourceKey;
import java.util.Optional;

/**
 * One thing that is wrong or wasteful.
 *
 * @param resource what it is about, and mostly what must be changed
 * @param network the VPC or on-premises network
 * @param evidence what was seen
 * @param consequence what comes of it for whoever uses the network, and what to do where no command mends it
 * @param fix the command that mends it, where one does
 */
public record Finding(
    Cause cause, Severity severity, String resource, String account, String region, String network, String evidence, String consequence, Optional<Fix> fix) {

  static Finding of(Cause cause, Severity severity, ResourceKey resource, String network, String evidence, String consequence, Optional<Fix> fix) {
    return new Finding(cause, severity, resource.id(), resource.account(), resource.region(), network, evidence, consequence, fix);
  }

  /** The cause's number in the catalogue of causes; 0 for what breaks nothing. */
  @JsonProperty
  public int number() {
    return cause.number();
  }

  @JsonProperty
  public String title() {
    return cause.title();
  }
}
