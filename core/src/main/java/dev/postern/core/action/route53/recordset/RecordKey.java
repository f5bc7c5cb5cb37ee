package dev.postern.core.action.route53.recordset;

import dev.postern.core.action.route53.DomainNames;
import dev.postern.core.model.HostedZone;

/** What tells the record sets of a zone apart, in the order in which Route 53 lists them. @param order {@link DomainNames#order} */
record RecordKey(String order, String type) implements Comparable<RecordKey> {
  static RecordKey of(HostedZone.RecordSet set) {
    return of(set.name(), set.type());
  }

  static RecordKey of(String name, String type) {
    return new RecordKey(DomainNames.order(name), type);
  }

  @Override
  public int compareTo(RecordKey other) {
    int compared = order.compareTo(other.order);
    return compared == 0 ? type.compareTo(other.type) : compared;
  }
}
