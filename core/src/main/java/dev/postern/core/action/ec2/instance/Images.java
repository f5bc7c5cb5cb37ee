package dev.postern.core.action.ec2.instance;

import dev.postern.core.error.Ec2Error;

/** Machine images: any well-formed id stands for the machine that Postern runs on. */
final class Images {
  /** There are no volumes, but instances can be stopped, which AWS allows those with such a root alone. */
  static final String ROOT_DEVICE_TYPE = "ebs";

  private Images() {}

  static String wellFormed(String id) {
    if (!id.matches("ami-[0-9a-f]{8}([0-9a-f]{9})?")) {
      throw Ec2Error.AMI_MALFORMED.with(id);
    }
    return id;
  }
}
