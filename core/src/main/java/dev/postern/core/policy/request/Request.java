package dev.postern.core.policy.request;

/** One call as policies see it: a principal, an action such as {@code s3:GetObject}, a resource's ARN or {@code *}, whose it is, and the context. */
public final class Request {
  private final Principal principal;
  private final String action;
  private final String folded;
  private final int service;
  private final String resource;
  private final String resourceAccount;
  private final Context context;

  /** @param resourceAccount 12 digits, or empty: then the ARN's account, or else the caller's own */
  public Request(Principal principal, String action, String resource, String resourceAccount, Context context) {
    this.principal = principal;
    this.action = action;
    this.folded = Fold.name(action);
    this.service = serviceHash(folded);
    this.resource = resource;
    this.resourceAccount = resourceAccount.isEmpty() ? owner(resource, principal) : resourceAccount;
    this.context = context;
  }

  /** The account that an ARN says, or else the caller's own. */
  public static String owner(String resource, Principal principal) {
    int end = -1;
    int start = 0;
    for (int colon = 0; colon < 5; colon++) {
      start = end + 1;
      end = resource.indexOf(':', start);
      if (end < 0) {
        return principal.account();
      }
    }
    String account = resource.substring(start, end);
    return Principal.Arns.ACCOUNT.matcher(account).matches() ? account : principal.account();
  }

  public Principal principal() {
    return principal;
  }

  public String action() {
    return action;
  }

  /** The action in lower case, as patterns compare it. */
  public String foldedAction() {
    return folded;
  }

  /** A hash of the service's prefix, so that actions of other services are told apart at a glance. */
  public int serviceHash() {
    return service;
  }

  /** The hash of what stands before the colon of {@code folded}. */
  public static int serviceHash(String folded) {
    int hash = 0;
    for (int i = 0; i < folded.length() && folded.charAt(i) != ':'; i++) {
      hash = 31 * hash + folded.charAt(i);
    }
    return hash;
  }

  public String resource() {
    return resource;
  }

  public String resourceAccount() {
    return resourceAccount;
  }

  public Context context() {
    return context;
  }

  public Request with(Context other) {
    return new Request(principal, action, resource, resourceAccount, other);
  }

  public Request with(Principal other) {
    return new Request(other, action, resource, resourceAccount, context);
  }

  @Override
  public String toString() {
    return principal.name() + " " + action + " " + resource + " " + context;
  }
}
