package dev.postern.core.action.site;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.model.Site;
import dev.postern.core.state.Snapshot;

/** Puts one more host into an on-premises network. Errors: {@code InvalidParameterValue}. */
public final class AddSiteHost implements Action<AddSiteHost.Request, Site> {
  /** The site's id. */
  public record Request(String siteId) {}

  @Override
  public Applied<Site> apply(Snapshot snapshot, Caller caller, Request request, Facts facts) {
    Site site = SiteHosts.added(DeleteSite.require(snapshot, request.siteId()), facts);
    return Applied.of(snapshot.with(site), site);
  }
}
