package dev.postern.core.policy.request;

import java.util.List;

/** What a request's context says of one key: nothing, or a list of values that may be empty. */
public final class Values {
  public static final Values ABSENT = new Values(false);

  private final boolean present;
  private final String[] values;

  private Values(boolean present, String... values) {
    this.present = present;
    this.values = values;
  }

  public static Values of(List<String> values) {
    return new Values(true, values.toArray(String[]::new));
  }

  static Values of(String value) {
    return new Values(true, value);
  }

  public boolean isPresent() {
    return present;
  }

  public int size() {
    return values.length;
  }

  public String at(int index) {
    return values[index];
  }

  public List<String> list() {
    return List.of(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Values that && present == that.present && list().equals(that.list());
  }

  @Override
  public int hashCode() {
    return list().hashCode();
  }

  @Override
  public String toString() {
    return present ? list().toString() : "absent";
  }
}
