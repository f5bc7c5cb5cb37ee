package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkAcl.Entry;
import java.util.List;
import java.util.stream.Stream;

/** Changes of a network ACL's entries, which are known by number and direction. */
final class AclEntries {
  /** AWS's default quota for each direction. */
  private static final int QUOTA = 20;

  private AclEntries() {}

  static NetworkAcl added(NetworkAcl acl, Entry entry) {
    if (has(acl, entry.ruleNumber(), entry.egress())) {
      throw Ec2Error.NETWORK_ACL_ENTRY_ALREADY_EXISTS.with(entry.ruleNumber());
    }
    if (acl.entries().stream().filter(e -> e.egress() == entry.egress()).count() >= QUOTA) {
      throw Ec2Error.NETWORK_ACL_ENTRY_LIMIT_EXCEEDED.with();
    }
    return acl.withEntries(Stream.concat(acl.entries().stream(), Stream.of(entry)).toList());
  }

  static NetworkAcl removed(NetworkAcl acl, int ruleNumber, boolean egress) {
    if (!has(acl, ruleNumber, egress)) {
      throw Ec2Error.NETWORK_ACL_ENTRY_NOT_FOUND.with(ruleNumber, egress);
    }
    List<Entry> left = acl.entries().stream().filter(e -> e.ruleNumber() != ruleNumber || e.egress() != egress).toList();
    return acl.withEntries(left);
  }

  private static boolean has(NetworkAcl acl, int ruleNumber, boolean egress) {
    return acl.entries().stream().anyMatch(e -> e.ruleNumber() == ruleNumber && e.egress() == egress);
  }
}
