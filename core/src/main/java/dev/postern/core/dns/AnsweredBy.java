package dev.postern.core.dns;

import java.util.Optional;

/** Which of a resolver's rules answers for a name. */
public sealed interface AnsweredBy {
  /** A private zone. @param origin the hosted zone, or the interface endpoint whose private names it holds */
  record Zone(String name, String origin) implements AnsweredBy {}

  /** A zone that every VPC's resolver has. */
  record BuiltIn(String name) implements AnsweredBy {}

  /** Public DNS. @param vpcEndpointId when it is a name of that endpoint's own */
  record PublicNames(Optional<String> vpcEndpointId) implements AnsweredBy {}

  /** No resolver: the VPC has its DNS support off. */
  record Nobody() implements AnsweredBy {}
}
