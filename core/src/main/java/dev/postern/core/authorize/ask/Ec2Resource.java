package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.model.Resource;
import java.util.Optional;

/**
 * A resource of the EC2 API that a request names.
 *
 * @param type the word of its ARN
 * @param account whose it is; empty for AWS's own images
 * @param resource absent when it does not exist, and for what the state does not hold, such as images
 */
record Ec2Resource(String type, String id, String region, String account, Optional<Resource> resource) {
  static Ec2Resource unknown(String type, String id, Caller caller) {
    return new Ec2Resource(type, id, caller.region(), caller.account(), Optional.empty());
  }

  String arn() {
    return "arn:aws:ec2:" + region + ":" + account + ":" + type + "/" + id;
  }
}
