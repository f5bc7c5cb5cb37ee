package dev.postern.core.policy;

import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.json.MalformedJson;
import dev.postern.core.policy.json.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads policy documents. What AWS refuses when a policy is written is refused here, with its place.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">AWS</a>
 */
public final class PolicyParser {
  private static final String LATEST = "2012-10-17";
  private static final Set<String> VERSIONS = Set.of("2008-10-17", LATEST);
  private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");

  private PolicyParser() {}

  /** Reads a document from its own text. @throws MalformedPolicy with the place in the text */
  public static PolicyDocument parse(PolicyType type, String text) {
    checkLength(type, text, Place.START, text.length());
    if (type.isLatin()) {
      checkLatin(text);
    }
    try {
      return parse(type, JsonText.parse(text));
    } catch (MalformedJson e) {
      throw new MalformedPolicy(e.place(), e.problem());
    }
  }

  /** Reads a document that is a part of {@code text}, where its places are. @throws MalformedPolicy with the place in the text */
  public static PolicyDocument parse(PolicyType type, Json.Members value, String text) {
    checkLength(type, text, value.place(), value.end());
    return parse(type, value);
  }

  /** Reads a document of any length that is there as a value. @throws MalformedPolicy with the value's places */
  public static PolicyDocument parse(PolicyType type, Json value) {
    if (!(value instanceof Json.Members document)) {
      throw new MalformedPolicy(value.place(), "a policy is a JSON object");
    }
    for (Json.Member member : document.members()) {
      if (!ELEMENTS.contains(member.name())) {
        throw new MalformedPolicy(member.place(), "Unknown field " + member.name());
      }
    }
    Optional<Json> version = document.find("Version");
    version.ifPresent(given -> checkVersion(given));
    document.find("Id").ifPresent(id -> StatementParser.text(id, "Id"));
    boolean variables = version.isPresent() && StatementParser.text(version.get(), "Version").equals(LATEST);
    Json statement =
        document.find("Statement").orElseThrow(() -> new MalformedPolicy(document.place(), "Missing required field Statement"));
    return new PolicyDocument(type, variables, statements(type, variables, statement), document);
  }

  private static List<Statement> statements(PolicyType type, boolean variables, Json element) {
    List<Json> values = element instanceof Json.Items(List<Json> items, Place _, int _) ? items : List.of(element);
    if (values.isEmpty()) {
      throw new MalformedPolicy(element.place(), "Statement is empty");
    }
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (Json value : values) {
      Statement statement = new StatementParser(type, variables).parse(statements.size(), value);
      if (type.isLatin() && statement.sid().isPresent() && !sids.add(statement.sid().get())) {
        throw new MalformedPolicy(statement.place(), "Statement IDs (SID) in a single policy must be unique: " + statement.sid().get());
      }
      statements.add(statement);
    }
    return statements;
  }

  private static void checkVersion(Json version) {
    if (!VERSIONS.contains(StatementParser.text(version, "Version"))) {
      throw new MalformedPolicy(version.place(), "The policy must contain a valid version string: 2012-10-17 or 2008-10-17");
    }
  }

  private static void checkLength(PolicyType type, String text, Place start, int end) {
    Excess.of(type, text, start, end, type.longest(), 0).ifPresent(excess -> {
      String has = "the " + type.words() + " has " + excess.length() + " " + excess.unit();
      throw new MalformedPolicy(excess.place(), has + ", more than the limit of " + excess.limit());
    });
  }

  /** Tab, line feed, carriage return, and U+0020 to U+00FF. */
  private static void checkLatin(String text) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xFF || c < ' ' && c != '\t' && c != '\n' && c != '\r') {
        throw new MalformedPolicy(new Place(line, i - lineStart + 1, i), String.format("the character U+%04X is not allowed in a policy", text.codePointAt(i)));
      }
      if (c == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
  }
}
