package dev.postern.core.policy.proof;

import dev.postern.core.policy.request.Fold;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The actions of S3 that are about a bucket or an object. */
public final class S3Actions {
  private static final Map<String, About> BY_NAME = read();

  /** What an action's resource is. */
  public enum About {
    OBJECT,
    BUCKET
  }

  private S3Actions() {}

  private static Map<String, About> read() {
    Map<String, About> actions = new LinkedHashMap<>();
    try (InputStream in = Objects.requireNonNull(S3Actions.class.getResourceAsStream("s3-actions.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(each -> !each.startsWith("#")).toList()) {
        String[] words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
          actions.put("s3:" + words[i], words[0].equals("bucket") ? About.BUCKET : About.OBJECT);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(actions);
  }

  /** Those about one kind of resource, the usual ones first. */
  public static List<String> all(About about) {
    return BY_NAME.entrySet().stream().filter(entry -> entry.getValue() == about).map(Map.Entry::getKey).toList();
  }

  static List<String> folded(About about) {
    return all(about).stream().map(Fold::lower).toList();
  }

  /** The action as AWS writes it. */
  static String written(String folded) {
    return BY_NAME.keySet().stream().filter(action -> Fold.lower(action).equals(folded)).findFirst().orElse(folded);
  }
}
