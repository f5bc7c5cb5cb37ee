package dev.postern.core.action.ec2.prefixlist;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds prefix lists by the ids of a request. */
public final class PrefixListLookup {
  private PrefixListLookup() {}

  /** The list of the caller's Region, or {@code InvalidPrefixListID.Malformed} or {@code .NotFound}. */
  public static PrefixList require(Caller caller, @Nullable String id) {
    if (id == null) {
      throw Ec2Error.MISSING_PARAMETER.with("PrefixListId");
    }
    if (!id.matches("pl-[0-9a-f]{8}([0-9a-f]{9})?")) {
      throw Ec2Error.PREFIX_LIST_MALFORMED.with(id);
    }
    return PrefixLists.find(caller.region(), id).orElseThrow(() -> Ec2Error.PREFIX_LIST_NOT_FOUND.with(id));
  }

  static List<PrefixList> asked(Caller caller, List<String> ids) {
    return ids.isEmpty() ? PrefixLists.of(caller.region()) : ids.stream().distinct().map(id -> require(caller, id)).toList();
  }
}
