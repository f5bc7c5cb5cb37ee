package dev.postern.core.action.sts;

import dev.postern.core.error.StsError;
import dev.postern.core.model.AccessKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of the space in a session's token its policies and tags take, which AWS limits beside their lengths.
 *
 * <p>AWS says that they are packed, and not how: the measure here is a choice of our own. It goes through the text of the inline policy, the
 * ARNs of the managed ones and the tags once; what stood before, {@value #SHORTEST} bytes or more, counts as {@value #REPETITION} bytes however
 * long it is, and all else as it is. The words that almost every policy has count as having stood before. The space is such that the few sizes
 * that have been published for policies on AWS come out about the same.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">AWS</a>
 */
final class PackedPolicy {
  private static final int SPACE = 550;
  private static final int SHORTEST = 4;
  private static final int REPETITION = 3;
  private static final String WORDS =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:\"],\"Resource\":[\"arn:aws:s3:::\"],"
          + "\"Condition\":{\"StringEquals\":{\"aws:";

  private PackedPolicy() {}

  /** The session, if what it is limited to and marked with fits in a token. */
  static AccessKey.Session fitting(AccessKey.Session session) {
    int percentage = percentage(session).orElse(0);
    if (percentage > 100) {
      throw session.policy().isEmpty() && session.policyArns().isEmpty()
          ? StsError.PACKED_POLICY_TOO_LARGE.saying("Packed size of session tags consumes " + percentage + "% of allotted space.")
          : StsError.PACKED_POLICY_TOO_LARGE.with(percentage);
    }
    return session;
  }

  /** How much of the space is taken, rounded up; empty when there is nothing to pack. */
  static Optional<Integer> percentage(AccessKey.Session session) {
    StringBuilder text = new StringBuilder();
    session.policy().ifPresent(text::append);
    session.policyArns().forEach(arn -> text.append('\n').append(arn));
    session.tags().forEach((key, value) -> text.append('\n').append(key).append('=').append(value));
    return text.isEmpty() ? Optional.empty() : Optional.of((size(text.toString()) * 100 + SPACE - 1) / SPACE);
  }

  private static int size(String text) {
    byte[] bytes = (WORDS + text).getBytes(StandardCharsets.UTF_8);
    Map<Integer, Integer> seen = new HashMap<>();
    int at = 0;
    for (; at < WORDS.length(); at++) {
      seen.put(word(bytes, at), at);
    }
    int size = 0;
    while (at < bytes.length) {
      int same = at + SHORTEST <= bytes.length ? same(bytes, seen.getOrDefault(word(bytes, at), at), at) : 0;
      int step = same >= SHORTEST ? same : 1;
      size += same >= SHORTEST ? REPETITION : 1;
      for (int end = at + step; at < end; at++) {
        seen.put(word(bytes, at), at);
      }
    }
    return size;
  }

  /** How long what begins at {@code earlier} is the same as what begins at {@code at}. */
  private static int same(byte[] bytes, int earlier, int at) {
    int length = 0;
    while (earlier < at && at + length < bytes.length && bytes[earlier + length] == bytes[at + length]) {
      length++;
    }
    return length;
  }

  private static int word(byte[] bytes, int at) {
    int word = 0;
    for (int i = at; i < at + SHORTEST; i++) {
      word = word << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
    }
    return word;
  }
}
