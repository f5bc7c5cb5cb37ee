package dev.postern.engine.dynamodb.table;

/** Which table: names are unique in an account and Region. */
public record TableKey(String account, String region, String name) {
  public String arn() {
    return "arn:aws:dynamodb:" + region + ":" + account + ":table/" + name;
  }

  public String indexArn(String index) {
    return arn() + "/index/" + index;
  }
}
