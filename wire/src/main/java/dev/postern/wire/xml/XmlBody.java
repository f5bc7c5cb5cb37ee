package dev.postern.wire.xml;

import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Scalar;
import dev.postern.wire.shape.Shape;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** An XML body in the making: elements, and model objects member by member. Lists that are present but empty are empty elements. */
public final class XmlBody {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final StringWriter out = new StringWriter(1024);
  private final XMLStreamWriter xml;
  private final DateTimeFormatter timestamps;

  /** @param timestamps the form of ISO 8601 timestamps: {@link Scalar#MILLISECONDS} or {@link Scalar#SECONDS} */
  public XmlBody(DateTimeFormatter timestamps) {
    this.timestamps = timestamps;
    try {
      xml = FACTORY.createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens an element. */
  public XmlBody open(String name) {
    try {
      xml.writeStartElement(name);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Opens an element and declares the default namespace there. */
  public XmlBody open(String name, String namespace) {
    open(name);
    return attribute("xmlns", namespace);
  }

  /** An attribute of the element just opened. */
  public XmlBody attribute(String name, String value) {
    try {
      xml.writeAttribute(name, legal(value));
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Closes the innermost open element. */
  public XmlBody close() {
    try {
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** An element that holds text. */
  public XmlBody element(String name, String value) {
    return open(name).text(value).close();
  }

  /** Text inside the element just opened. */
  public XmlBody text(String value) {
    try {
      String legal = legal(value);
      int from = 0;
      // A parser turns a bare carriage return into a line feed (XML 1.0, 2.11), so it goes as a character reference.
      for (int at = legal.indexOf('\r'); at >= 0; at = legal.indexOf('\r', from)) {
        xml.writeCharacters(legal.substring(from, at));
        xml.writeEntityRef("#xD");
        from = at + 1;
      }
      xml.writeCharacters(from == 0 ? legal : legal.substring(from));
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** The members of a model object that are present and belong to the body. */
  public XmlBody members(SdkPojo pojo) {
    for (Member member : Shape.of(pojo).members()) {
      if (!member.xmlAttribute() && member.location() == MarshallLocation.PAYLOAD) {
        member.get(pojo).ifPresent(value -> member(member, member.responseName(), value));
      }
    }
    return this;
  }

  /** The finished document. */
  public byte[] bytes() {
    try {
      xml.writeEndDocument();
      xml.close();
      return out.toString().getBytes(StandardCharsets.UTF_8);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One member under a name of its own. */
  public XmlBody member(Member member, String name, Object value) {
    switch (member.type()) {
      case LIST -> list(member, name, value);
      case MAP -> map(member, name, value);
      case SDK_POJO -> {
        open(name);
        member.attributes().ifPresent(trait -> trait.attributes().forEach((attribute, accessors) -> {
          Object of = accessors.attributeGetter().apply(value);
          if (of instanceof String set) {
            attribute(attribute, set);
          }
        }));
        members((SdkPojo) value).close();
      }
      case STRING, INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL, BOOLEAN, INSTANT, SDK_BYTES, DOCUMENT, NULL ->
          element(name, Scalar.print(value, member.timestamp().orElse(Format.ISO_8601), timestamps));
    }
    return this;
  }

  private void list(Member member, String name, Object value) {
    if (!member.flattened()) {
      open(name);
    }
    for (Object element : Member.list(value)) {
      member(member.elements(), member.flattened() ? name : member.elementName(), element);
    }
    if (!member.flattened()) {
      close();
    }
  }

  private void map(Member member, String name, Object value) {
    if (!member.flattened()) {
      open(name);
    }
    for (Map.Entry<String, Object> entry : Member.map(value).entrySet()) {
      open(member.flattened() ? name : "entry");
      element(member.keyName(), entry.getKey());
      member(member.elements(), member.elementName(), entry.getValue()).close();
    }
    if (!member.flattened()) {
      close();
    }
  }

  /** The text with U+FFFD for each character that XML 1.0 cannot carry (2.2), which AWS's own SDKs could not read either. */
  private static String legal(String text) {
    Optional<StringBuilder> changed = Optional.empty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' || Character.isSurrogate(c) || c >= 0xFFFE) {
        StringBuilder builder = changed.orElseGet(() -> new StringBuilder(text));
        builder.setCharAt(i, '\uFFFD');
        changed = Optional.of(builder);
      }
    }
    return changed.map(StringBuilder::toString).orElse(text);
  }
}
