package dev.postern.core.policy.lint;

import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.question.Question;
import java.util.Optional;

/**
 * Something that a rule found.
 *
 * @param policy the policy's name
 * @param statement its index, -1 when it is about the whole document
 * @param subject what in the statement it is about
 * @param request a request that shows it, with the policies that decide it
 * @param repaired the policy without the problem
 */
public record Finding(
    Rule rule, String policy, int statement, Optional<String> sid, String subject, Optional<Question> request, Optional<Json.Members> repaired) {
  public static final int WHOLE = -1;
}
