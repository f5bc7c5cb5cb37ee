package dev.postern.core.action.route53.recordset;

import dev.postern.core.action.route53.DomainNames;
import dev.postern.core.dns.RecordType;
import dev.postern.core.ip.Ip;
import dev.postern.core.ip.Ipv6;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the values of each record type must look like.
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html">AWS</a>
 */
final class RecordValues {
  private static final Pattern ESCAPE = Pattern.compile("\\\\[0-3][0-7]{2}");
  private static final Pattern AUTHORITY = Pattern.compile("\\d{1,3} [a-zA-Z0-9]+ \"[^\"]*\"");

  private RecordValues() {}

  /** What is wrong with a value, in Route 53's words; empty when it is right. */
  static Optional<String> problem(RecordType type, String value) {
    return switch (type) {
      case A -> isIpv4(value) ? Optional.empty() : wrong("ARRDATAIllegalIPv4Address", "Value is not a valid IPv4 address", value);
      case AAAA -> isIpv6(value) ? Optional.empty() : wrong("AAAARRDATAIllegalIPv6Address", "Value is not a valid IPv6 address", value);
      case CNAME, NS, PTR -> name(value);
      case MX -> numbersAndName("MX", value, 1, "Value does not have two fields, a number and a domain name");
      case SRV -> numbersAndName("SRV", value, 3, "Value does not have four fields, three numbers and a domain name");
      case SOA -> authority(value);
      case CAA -> AUTHORITY.matcher(value).matches() && Integer.parseInt(value.substring(0, value.indexOf(' '))) <= 255
          ? Optional.empty()
          : wrong("CAARRDATAInvalid", "Value is not flags, a tag and a quoted value", value);
      case SPF, TXT -> texts(value);
      case OTHER -> throw new IllegalArgumentException("not a type of Route 53");
    };
  }

  private static boolean isIpv4(String value) {
    try {
      return Ip.text(Ip.parse(value)).equals(value);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isIpv6(String value) {
    try {
      return !Ipv6.canonicalCidr(value + "/128").isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Optional<String> name(String value) {
    if (value.matches(".*\\s.*")) {
      return wrong("RRDATANotSingleField", "Value contains spaces", value);
    }
    return DomainNames.problem(DomainNames.plain(value));
  }

  private static Optional<String> numbersAndName(String type, String value, int numbers, String meaning) {
    String[] fields = value.strip().split("\\s+");
    boolean formed = fields.length == numbers + 1;
    for (int i = 0; formed && i < numbers; i++) {
      formed = fields[i].matches("\\d{1,5}") && Integer.parseInt(fields[i]) <= 0xFFFF;
    }
    return formed ? DomainNames.problem(DomainNames.plain(fields[numbers])) : wrong(type + "RRDATAInvalid", meaning, value);
  }

  private static Optional<String> authority(String value) {
    String[] fields = value.strip().split("\\s+");
    boolean formed = fields.length == 7;
    for (int i = 2; formed && i < 7; i++) {
      formed = fields[i].matches("\\d{1,10}") && Long.parseLong(fields[i]) <= 0xFFFF_FFFFL;
    }
    return formed
        ? DomainNames.problem(DomainNames.plain(fields[0])).or(() -> DomainNames.problem(DomainNames.plain(fields[1])))
        : wrong("SOARRDATAInvalid", "Value does not have seven fields, two domain names and five numbers", value);
  }

  /** Quoted texts of at most 255 characters each, in which a backslash escapes a character: by itself, or by its octal number. */
  private static Optional<String> texts(String value) {
    int at = 0;
    do {
      if (at >= value.length() || value.charAt(at) != '"') {
        return wrong("InvalidCharacterString", "Value should be enclosed in quotation marks", value);
      }
      at++;
      int length = 0;
      while (at < value.length() && value.charAt(at) != '"') {
        at += ESCAPE.matcher(value).region(at, value.length()).lookingAt() ? 4 : value.charAt(at) == '\\' ? 2 : 1;
        length++;
      }
      if (at >= value.length()) {
        return wrong("InvalidCharacterString", "Value should be enclosed in quotation marks", value);
      }
      if (length > 255) {
        return wrong("CharacterStringTooLong", "Value is too long", value);
      }
      at++;
      while (at < value.length() && Character.isWhitespace(value.charAt(at))) {
        at++;
      }
    } while (at < value.length());
    return Optional.empty();
  }

  private static Optional<String> wrong(String problem, String meaning, String value) {
    return Optional.of(DomainNames.words(problem, meaning, value));
  }
}
