package dev.postern.core.authorize.ask;

import dev.postern.core.authorize.Ask;
import dev.postern.core.services.PublicService;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the calls of a service ask for that an attached engine answers. Postern knows none of its resources, so they ask for the operation on
 * everything.
 */
public final class AttachedAsks {
  /**
   * The operation of a request of which nobody knows what it does: policies cannot name it, so that it is allowed by those who allow all of the
   * service, and by nobody else.
   */
  public static final String UNKNOWN = "UnknownOperation";

  /** Services that policies know by another name than signatures, or that nobody signs for. */
  private static final Map<String, String> PREFIXES =
      Map.of("monitoring", "cloudwatch", "iotdata", "iot", "tagging", "tag", "git-codecommit", "codecommit", "email-smtp", "ses");

  /**
   * Operations that are an action of another name.
   * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">AWS</a>
   */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("bedrock:Converse", "InvokeModel"),
          Map.entry("bedrock:ConverseStream", "InvokeModelWithResponseStream"),
          Map.entry("execute-api:" + UNKNOWN, "Invoke"),
          Map.entry("lambda:GetLayerVersionByArn", "GetLayerVersion"),
          Map.entry("lambda:Invoke", "InvokeFunction"),
          Map.entry("lambda:InvokeWithResponseStream", "InvokeFunction"),
          Map.entry("sns:PublishBatch", "Publish"),
          Map.entry("sqs:ChangeMessageVisibilityBatch", "ChangeMessageVisibility"),
          Map.entry("sqs:DeleteMessageBatch", "DeleteMessage"),
          Map.entry("sqs:SendMessageBatch", "SendMessage"));

  private AttachedAsks() {}

  /**
   * The asks of one request. It may name operations in several ways, and which the engine goes by is not known: then all must be allowed.
   *
   * @param operations such as {@code SendMessage}; for none the request is {@link #UNKNOWN}
   */
  public static List<Ask> of(PublicService service, Collection<String> operations) {
    String prefix = prefix(service) + ":";
    return (operations.isEmpty() ? List.of(UNKNOWN) : operations).stream()
        .map(operation -> Ask.of(prefix + ACTIONS.getOrDefault(prefix + operation, operation), "*"))
        .toList();
  }

  private static String prefix(PublicService service) {
    String name = service.signingNames().stream().findFirst().orElseGet(() -> service.name().split("\\.")[0]);
    return PREFIXES.getOrDefault(name, name);
  }
}
