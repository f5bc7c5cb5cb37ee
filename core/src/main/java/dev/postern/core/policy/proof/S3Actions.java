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
import java.util.stream.Stream;

/** The actions of S3 that are about a bucket or an object. */
public final class S3Actions {
  private static final String THROUGH_POINTS = "point";
  private static final List<String[]> LINES = read();
  private static final Map<String, About> BY_NAME = byName();

  /** What an action's resource is. */
  public enum About {
    OBJECT,
    BUCKET
  }

  private S3Actions() {}

  private static List<String[]> read() {
    try (InputStream in = Objects.requireNonNull(S3Actions.class.getResourceAsStream("s3-actions.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(each -> !each.startsWith("#")).map(line -> line.split(" ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, About> byName() {
    Map<String, About> actions = new LinkedHashMap<>();
    for (String[] words : LINES) {
      for (int i = 1; i < words.length && !words[0].equals(THROUGH_POINTS); i++) {
        actions.put("s3:" + words[i], words[0].equals("bucket") ? About.BUCKET : About.OBJECT);
      }
    }
    return Collections.unmodifiableMap(actions);
  }

  /** Those that requests through an access point ask for, on the point and on its bucket. */
  public static List<String> throughPoints() {
    return LINES.stream().filter(words -> words[0].equals(THROUGH_POINTS)).flatMap(words -> Stream.of(words).skip(1)).map(name -> "s3:" + name).toList();
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
