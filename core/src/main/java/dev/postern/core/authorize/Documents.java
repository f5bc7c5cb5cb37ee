package dev.postern.core.authorize;

import dev.postern.core.memo.Kept;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;

/** Stored policies, read once: a text always means the same, so what it was read as is kept. */
public final class Documents {
  private static final int KEPT = 4_096;
  private static final Kept<Key, PolicyDocument> READ = new Kept<>(KEPT, Documents::read);

  /** For a stored text that is no policy, which only an earlier version can have let in: whom it was to keep out is kept out. */
  private static final String NOTHING = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Unreadable\",\"Effect\":\"Deny\",%s\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private record Key(PolicyType type, String text) {}

  private Documents() {}

  /** What {@code text} says; everything is denied by one that is no policy of its type. */
  public static PolicyDocument of(PolicyType type, String text) {
    return READ.get(new Key(type, text));
  }

  private static PolicyDocument read(Key key) {
    PolicyType type = key.type();
    try {
      return PolicyDocument.parse(type, key.text());
    } catch (MalformedPolicy _) {
      return switch (type) {
        case RESOURCE, VPC_ENDPOINT, RCP -> PolicyDocument.parse(type, NOTHING.formatted("\"Principal\":\"*\","));
        case IDENTITY, BOUNDARY, SESSION, SCP -> PolicyDocument.parse(type, NOTHING.formatted(""));
        case ROLE_TRUST ->
            PolicyDocument.parse(type, "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:*\"}]}");
      };
    }
  }
}
