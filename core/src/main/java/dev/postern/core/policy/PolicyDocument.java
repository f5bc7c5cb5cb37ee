package dev.postern.core.policy;

import dev.postern.core.policy.json.Json;
import java.util.List;

/** A policy of one type, checked and ready to decide. {@code source} is what it was made of. */
public record PolicyDocument(PolicyType type, boolean variables, List<Statement> statements, Json.Members source) {
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /** Reads a document. @throws MalformedPolicy with the place in the text */
  public static PolicyDocument parse(PolicyType type, String text) {
    return PolicyParser.parse(type, text);
  }
}
