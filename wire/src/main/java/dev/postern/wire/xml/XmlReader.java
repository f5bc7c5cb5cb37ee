package dev.postern.wire.xml;

import dev.postern.core.error.AwsException;
import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Scalar;
import dev.postern.wire.shape.Shape;
import dev.postern.wire.shape.Trail;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Reads XML bodies into the AWS SDK's classes; what is not XML, has a document type or a value of the wrong type is {@code MalformedXML}.
 * Namespaces are not looked at, as S3 does not.
 */
public final class XmlReader {
  private static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();

  static {
    FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  private final XMLStreamReader xml;
  private final Trail unknown;

  private XmlReader(XMLStreamReader xml, Trail unknown) {
    this.xml = xml;
    this.unknown = unknown;
  }

  /** Sets the members of {@code builder} from a document. @param root the name that the root element must have, where one is prescribed */
  public static void fill(SdkPojo builder, Shape shape, byte[] body, Optional<String> root, Trail trail, Trail unknown) {
    try {
      XMLStreamReader xml = FACTORY.createXMLStreamReader(new StringReader(text(body)));
      for (int event = xml.next(); event != XMLStreamConstants.START_ELEMENT; event = xml.next()) {
        if (event == XMLStreamConstants.DTD) {
          throw malformed();
        }
      }
      if (root.isPresent() && !root.get().equals(xml.getLocalName())) {
        throw malformed();
      }
      new XmlReader(xml, unknown).structure(builder, shape, trail);
      while (xml.hasNext()) {
        xml.next();
      }
    } catch (XMLStreamException _) {
      throw malformed();
    }
  }

  /** Bodies are UTF-8 whatever they declare; decoded here because the JDK's parser prints an error of its own for bytes that are not. */
  private static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw malformed();
    }
  }

  private Object structure(SdkPojo builder, Shape shape, Trail trail) throws XMLStreamException {
    attributes(builder, shape);
    Map<String, List<Object>> repeated = new LinkedHashMap<>();
    while (nextChild()) {
      String name = xml.getLocalName();
      Optional<Member> member = shape.named(name);
      if (member.isEmpty()) {
        unknown.at(name);
        skip();
      } else if (member.get().flattened()) {
        repeated.computeIfAbsent(name, _ -> new ArrayList<>()).add(value(member.get().elements(), trail.at(name)));
      } else {
        member.get().set(builder, value(member.get(), trail.at(name)));
      }
    }
    repeated.forEach((name, values) -> shape.named(name).orElseThrow().set(builder, values));
    return Shape.build(builder);
  }

  private void attributes(SdkPojo builder, Shape shape) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String prefix = xml.getAttributePrefix(i);
      String name = prefix == null || prefix.isEmpty() ? xml.getAttributeLocalName(i) : prefix + ":" + xml.getAttributeLocalName(i);
      String value = xml.getAttributeValue(i);
      shape.named(name).filter(Member::xmlAttribute).ifPresent(member -> member.set(builder, value));
    }
  }

  /** The value of the element that has just begun, up to its end. */
  private Object value(Member member, Trail trail) throws XMLStreamException {
    return switch (member.type()) {
      case SDK_POJO -> {
        SdkPojo builder = member.newBuilder();
        yield structure(builder, Shape.of(builder), trail);
      }
      case LIST -> {
        List<Object> list = new ArrayList<>();
        while (nextChild()) {
          if (!xml.getLocalName().equals(member.elementName())) {
            throw malformed();
          }
          list.add(value(member.elements(), trail));
        }
        yield list;
      }
      case STRING, INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL, BOOLEAN, INSTANT, SDK_BYTES ->
          Scalar.parse(member.type(), member.timestamp().orElse(Format.ISO_8601), text()).orElseThrow(XmlReader::malformed);
      case MAP, DOCUMENT, NULL -> throw new IllegalStateException("no XML request has a member of type " + member.type());
    };
  }

  /** Moves to the next child element; false at the end of the element around. */
  private boolean nextChild() throws XMLStreamException {
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      boolean text = event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA || event == XMLStreamConstants.ENTITY_REFERENCE;
      if (text && !xml.isWhiteSpace()) {
        throw malformed();
      }
    }
    return false;
  }

  private String text() throws XMLStreamException {
    // Refuses child elements by an exception.
    return xml.getElementText();
  }

  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private static AwsException malformed() {
    return XmlError.MALFORMED_XML.with();
  }
}
