package dev.postern.core.policy.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and prints JSON text. Reading takes time and memory linear in the text's length: depth is limited, and a text that is longer than
 * {@link #LONGEST} is refused unread.
 */
public final class JsonText {
  /** Four times the longest document of AWS with every character escaped, and room for a request that carries several documents. */
  public static final int LONGEST = 4 << 20;

  /** A policy needs eight levels, a request that carries policies twelve. */
  private static final int DEEPEST = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxDocumentLength(LONGEST).maxStringLength(LONGEST).maxNumberLength(100).build())
          .build();

  private final JsonParser parser;

  private JsonText(JsonParser parser) {
    this.parser = parser;
  }

  /** The one value that {@code text} holds. @throws MalformedJson for anything else, a name twice in one object, or too deep or long a text */
  public static Json parse(String text) {
    if (text.length() > LONGEST) {
      throw new MalformedJson(Place.START, "the text is longer than " + LONGEST + " characters");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonText reading = new JsonText(parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MalformedJson(Place.START, "the text is empty");
      }
      Json value = reading.value(first);
      if (parser.nextToken() != null) {
        throw new MalformedJson(reading.place(), "more text after the value");
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedJson(place(e.getLocation()), problem(e));
    }
  }

  private Json value(JsonToken token) {
    Place place = place();
    return switch (token) {
      case START_OBJECT -> members(place);
      case START_ARRAY -> items(place);
      case VALUE_STRING -> new Json.Scalar(Json.Scalar.Type.STRING, parser.getString(), place);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Scalar(Json.Scalar.Type.NUMBER, parser.getString(), place);
      case VALUE_TRUE, VALUE_FALSE -> new Json.Scalar(Json.Scalar.Type.BOOLEAN, parser.getString(), place);
      case VALUE_NULL -> new Json.Scalar(Json.Scalar.Type.NULL, "null", place);
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> throw new IllegalStateException("not a value: " + token);
    };
  }

  private Json members(Place start) {
    List<Json.Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place place = place();
      String name = parser.currentName();
      if (!names.add(name)) {
        throw new MalformedJson(place, "\"" + name + "\" stands twice in one object");
      }
      members.add(new Json.Member(name, place, value(parser.nextToken())));
    }
    return new Json.Members(members, start, end());
  }

  private Json items(Place start) {
    List<Json> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      values.add(value(token));
    }
    return new Json.Items(values, start, end());
  }

  private Place place() {
    return place(parser.currentTokenLocation());
  }

  private int end() {
    return (int) parser.currentLocation().getCharOffset();
  }

  private static Place place(TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? Place.START
        : new Place(location.getLineNr(), Math.max(1, location.getColumnNr()), (int) Math.max(0, location.getCharOffset()));
  }

  /** Jackson's sentence without its advice to programmers, on one line. */
  private static String problem(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage()).replaceAll("[\\x00-\\x1F]+", " ");
    int advice = message.indexOf(" (for ");
    return advice < 0 ? message : message.substring(0, advice);
  }

  /** {@code value} on one line. */
  public static String print(Json value) {
    StringBuilder text = new StringBuilder();
    print(value, text, -1);
    return text.toString();
  }

  /** {@code value} indented by two spaces; lists of scalars stay on one line. */
  public static String printIndented(Json value) {
    StringBuilder text = new StringBuilder();
    print(value, text, 0);
    return text.toString();
  }

  private static void print(Json value, StringBuilder text, int indent) {
    switch (value) {
      case Json.Scalar(Json.Scalar.Type type, String written, Place _) -> {
        if (type == Json.Scalar.Type.STRING) {
          quote(written, text);
        } else {
          text.append(written);
        }
      }
      case Json.Items(List<Json> values, Place _, int _) -> {
        boolean flat = values.stream().allMatch(Json.Scalar.class::isInstance);
        print(values.size(), flat ? -1 : indent, '[', ']', text, (i, inner) -> print(values.get(i), text, inner));
      }
      case Json.Members(List<Json.Member> members, Place _, int _) ->
          print(members.size(), indent, '{', '}', text, (i, inner) -> {
            quote(members.get(i).name(), text);
            text.append(indent < 0 ? ":" : ": ");
            print(members.get(i).value(), text, inner);
          });
    }
  }

  /** Prints one part of a list; {@code inner} is the part's own indent, negative on one line. */
  private interface Part {
    void print(int index, int inner);
  }

  private static void print(int size, int indent, char open, char close, StringBuilder text, Part part) {
    text.append(open);
    int inner = indent < 0 || size == 0 ? -1 : indent + 2;
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",");
      if (inner >= 0) {
        text.append('\n').repeat(' ', inner);
      }
      part.print(i, inner);
    }
    if (inner >= 0) {
      text.append('\n').repeat(' ', indent);
    }
    text.append(close);
  }

  /** Appends {@code value} as a JSON string; what is not printable ASCII is escaped only where JSON or a line of text needs it. */
  public static void quote(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || c == '\u007f' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
