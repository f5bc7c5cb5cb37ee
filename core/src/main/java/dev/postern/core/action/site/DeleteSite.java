package dev.postern.core.action.site;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Site;
import dev.postern.core.state.Snapshot;

/** Takes an on-premises network away, and with it its hosts. Errors: {@code InvalidParameterValue}. */
public final class DeleteSite implements Action<DeleteSite.Request, Site> {
  /** The site's id. */
  public record Request(String siteId) {}

  @Override
  public Applied<Site> apply(Snapshot snapshot, Caller caller, Request request, Facts facts) {
    Site site = require(snapshot, request.siteId());
    return Applied.of(snapshot.without(site.key()), site);
  }

  static Site require(Snapshot snapshot, String id) {
    return snapshot.located(Site.class, id).orElseThrow(() -> Ec2Error.INVALID_PARAMETER_VALUE.with("There is no site " + id + "."));
  }
}
