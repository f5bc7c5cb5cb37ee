package dev.postern.core.action.sts;

import dev.postern.core.action.Caller;
import dev.postern.core.error.StsError;

/**
 * What a caller signs with, which limits what of IAM and STS it can call whatever its policies say.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html">AWS</a>
 */
public enum Credential {
  /** The keys of a user, or of an account's root. */
  LONG_TERM,
  /** What GetSessionToken gives out; here always without a second factor, with which a user could also call IAM. */
  SESSION_TOKEN,
  /** What AssumeRole gives out, and what instances and functions have. */
  ROLE_SESSION,
  /** What GetFederationToken gives out. */
  FEDERATION_TOKEN;

  public static Credential of(Caller caller) {
    if (caller.principalArn().contains(":assumed-role/")) {
      return ROLE_SESSION;
    }
    if (caller.principalArn().contains(":federated-user/")) {
      return FEDERATION_TOKEN;
    }
    return caller.key().filter(key -> key.sessionToken().isPresent()).isPresent() ? SESSION_TOKEN : LONG_TERM;
  }

  /** Whether IAM knows it. */
  public boolean isKnownToIam() {
    return this == LONG_TERM || this == ROLE_SESSION;
  }

  /** Refuses an operation of STS that it cannot call. */
  void requireFor(String operation) {
    boolean can =
        switch (this) {
          case LONG_TERM -> true;
          case SESSION_TOKEN -> operation.equals("AssumeRole");
          case ROLE_SESSION -> !operation.equals("GetFederationToken") && !operation.equals("GetSessionToken");
          case FEDERATION_TOKEN -> false;
        };
    if (!can && !operation.equals("GetCallerIdentity")) {
      throw StsError.ACCESS_DENIED.saying("Cannot call " + operation + " with session credentials");
    }
  }
}
