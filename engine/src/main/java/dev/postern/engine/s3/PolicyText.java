package dev.postern.engine.s3;

import dev.postern.core.policy.Excess;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.pattern.TextPattern;
import dev.postern.core.policy.proof.S3Actions;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Fold;
import dev.postern.engine.s3.store.AccessPoint;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the policy of a bucket or access point as S3 does before it takes one: each resource is in it, and each action is S3's and about one of
 * the resources.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html">AWS</a>
 */
final class PolicyText {
  private static final String ANY = "*";

  private final String prefix;
  private final String name;
  private final String objects;

  private PolicyText(String prefix, String name, String objects) {
    this.prefix = prefix;
    this.name = name;
    this.objects = objects;
  }

  /** @throws Refusal {@code MalformedPolicy} with the place in the text */
  static PolicyDocument ofBucket(String bucket, String text) {
    return new PolicyText(Access.ARN, bucket, "").read(text);
  }

  /** @throws Refusal {@code MalformedPolicy} with the place in the text */
  static PolicyDocument ofAccessPoint(AccessPoint point, String text) {
    String arn = point.arn();
    return new PolicyText(arn.substring(0, arn.length() - point.name().length()), point.name(), "object/").read(text);
  }

  private PolicyDocument read(String text) {
    Excess.of(PolicyType.RESOURCE, text).ifPresent(excess -> {
      throw S3Error.MALFORMED_POLICY.about("Policies must not exceed the maximum size of " + excess.limit() + " bytes " + excess);
    });
    try {
      PolicyDocument document = PolicyDocument.parse(PolicyType.RESOURCE, text);
      document.statements().forEach(this::check);
      return document;
    } catch (MalformedPolicy e) {
      throw S3Error.MALFORMED_POLICY.about(e.getMessage());
    }
  }

  private void check(Statement statement) {
    Set<S3Actions.About> about = EnumSet.noneOf(S3Actions.About.class);
    for (String resource : statement.resources().written()) {
      about.addAll(within(statement, resource));
    }
    for (String action : statement.actions().written()) {
      Set<S3Actions.About> possible = possible(statement, action);
      boolean positive = !statement.actions().isExcept() && !statement.resources().isExcept();
      if (positive && possible.stream().noneMatch(about::contains)) {
        throw new MalformedPolicy(statement.place(), "Action does not apply to any resource(s) in statement");
      }
    }
  }

  /** Whether a resource can be the bucket (or access point), objects of it, or both. */
  private Set<S3Actions.About> within(Statement statement, String resource) {
    String path = resource.startsWith(prefix) ? resource.substring(prefix.length()) : "";
    int slash = path.indexOf('/');
    String first = slash < 0 ? path : path.substring(0, slash);
    // a bucket's name has none of these characters, so that its policy begins with some of it
    boolean named = !first.isEmpty() && "*?$".indexOf(first.charAt(0)) < 0;
    boolean isObjects = slash < 0 || path.startsWith(objects, slash + 1) || path.startsWith(ANY, slash + 1);
    if (!named || !isObjects || !matches(first, name) && !(slash < 0 && first.endsWith(ANY) && matches(first, name + "/"))) {
      throw new MalformedPolicy(statement.place(), "Policy has invalid resource");
    }
    if (slash >= 0) {
      return EnumSet.of(S3Actions.About.OBJECT);
    }
    return first.endsWith(ANY) ? EnumSet.allOf(S3Actions.About.class) : EnumSet.of(S3Actions.About.BUCKET);
  }

  private static Set<S3Actions.About> possible(Statement statement, String action) {
    Set<S3Actions.About> possible = EnumSet.noneOf(S3Actions.About.class);
    for (S3Actions.About about : S3Actions.About.values()) {
      List<String> all = S3Actions.all(about);
      if (all.stream().anyMatch(each -> matches(Fold.lower(action), Fold.lower(each)))) {
        possible.add(about);
      }
    }
    if (possible.isEmpty()) {
      throw new MalformedPolicy(statement.place(), "Policy has invalid action");
    }
    return possible;
  }

  private static boolean matches(String pattern, String text) {
    return TextPattern.of(Template.parse(pattern, true, false)).matches(text, Context.EMPTY);
  }
}
