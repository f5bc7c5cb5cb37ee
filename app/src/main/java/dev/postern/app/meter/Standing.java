package dev.postern.app.meter;

import dev.postern.core.model.Resource;
import dev.postern.core.price.Hours;
import dev.postern.core.price.Usage;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** What a network costs that nobody metered: a month of hours of everything that stands in it, without bytes. */
public final class Standing {
  private Standing() {}

  public static List<Usage> of(Snapshot snapshot) {
    List<Usage> usages = new ArrayList<>();
    for (Resource resource : snapshot.resources().values()) {
      for (Subject subject : Subject.of(snapshot, resource)) {
        if (MonthView.hasHours(subject.thing())) {
          usages.add(new Usage(subject.account(), subject.region(), subject.thing(), subject.id(), subject.zone(), subject.vpcId(), subject.about(), Hours.OF_A_MONTH, 0, true));
        }
      }
    }
    return usages;
  }
}
