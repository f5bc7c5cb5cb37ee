package dev.postern.app.http;

/** What is made of requests that nobody signed with a key of an IAM user or of an STS session; S3 judges by itself those that nobody signed at all. */
public enum Auth {
  /**
   * Any other key is taken at its word, as is a request on the API port without a signature, so that clients with made-up credentials work;
   * nobody outside this machine reaches that port.
   */
  LENIENT,
  /** They are refused, as AWS does. */
  STRICT,
  /** Nothing is verified and no policy is asked: every request is allowed, so that what policies do and cost can be seen by comparing. */
  NONE
}
