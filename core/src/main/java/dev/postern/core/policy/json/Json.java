package dev.postern.core.policy.json;

import java.util.List;
import java.util.Optional;

/** A JSON value and the place where it begins in its text. */
public sealed interface Json {
  Place place();

  /** A string, a number as it was written, {@code true}, {@code false} or {@code null}. */
  record Scalar(Type type, String text, Place place) implements Json {
    /** What a scalar is in JSON. */
    public enum Type {
      STRING,
      NUMBER,
      BOOLEAN,
      NULL
    }
  }

  /** Values in their order. {@code end} is the offset behind the closing bracket. */
  record Items(List<Json> values, Place place, int end) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** Members in their order, no name twice. {@code end} is the offset behind the closing brace. */
  record Members(List<Member> members, Place place, int end) implements Json {
    public Members {
      members = List.copyOf(members);
    }

    public Optional<Json> find(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return Optional.of(member.value());
        }
      }
      return Optional.empty();
    }
  }

  /** One member of an object. */
  record Member(String name, Place place, Json value) {}

  static Json text(String text) {
    return new Scalar(Scalar.Type.STRING, text, Place.START);
  }

  static Json items(List<Json> values) {
    return new Items(values, Place.START, 0);
  }

  static Members members(List<Member> members) {
    return new Members(members, Place.START, 0);
  }

  static Member member(String name, Json value) {
    return new Member(name, Place.START, value);
  }
}
