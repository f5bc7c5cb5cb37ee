package dev.postern.core.policy;

import dev.postern.core.policy.request.Request;
import java.util.List;

/**
 * A verdict, the statements that made it, and the reason in AWS's words. An allowed request was decided by one Allow of each policy that had to agree;
 * a denied one by every Deny that matches; where nothing matches, by nobody.
 */
public record Decision(Verdict verdict, List<Decider> decidedBy, String reason) {
  public Decision {
    decidedBy = List.copyOf(decidedBy);
  }

  public boolean isAllowed() {
    return verdict == Verdict.ALLOWED;
  }

  /** The message of a refusal as AWS words it; S3 puts the resource in quotes, and EC2 is silent about it where an action is on none. */
  public String message(Request request) {
    String resource = request.foldedAction().startsWith("s3:") ? "\"" + request.resource() + "\"" : request.resource();
    String on = request.foldedAction().startsWith("ec2:") && resource.equals("*") ? "" : " on resource: " + resource;
    return "User: " + request.principal().name() + " is not authorized to perform: " + request.action() + on + " " + reason;
  }
}
