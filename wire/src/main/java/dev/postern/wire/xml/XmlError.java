package dev.postern.wire.xml;

import dev.postern.core.error.AwsError;

/** The error of a body that is not the XML it should be. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">AWS</a> */
public enum XmlError implements AwsError {
  MALFORMED_XML;

  @Override
  public String code() {
    return "MalformedXML";
  }

  @Override
  public int status() {
    return 400;
  }

  @Override
  public String pattern() {
    return "The XML you provided was not well-formed or did not validate against our published schema";
  }
}
