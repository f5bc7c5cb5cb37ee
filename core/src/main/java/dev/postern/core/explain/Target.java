package dev.postern.core.explain;

import dev.postern.core.fabric.FilterLine;
import dev.postern.core.ip.Ip;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a connection is to go: a URL, a host and port, or an address and port.
 *
 * @param host a name in lower case, or an address
 * @param protocol of IP
 * @param path what a URL has after the host, as it stands there; empty without
 */
public record Target(String text, String host, int port, int protocol, String path) {
  private static final int HTTP = 80;
  static final int HTTPS = 443;
  private static final int DNS = 53;
  private static final Pattern FORM = Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:[^/@]*@)?([^/:?#\\[\\]]+)(?::(\\d{1,5}))?(/[^?#]*)?(?:[?#].*)?", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_][a-z0-9_-]{0,62})*\\.?");

  /** Reads what a user typed. @throws NotTraceable when it is none of these */
  public static Target parse(String text, String region) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new NotTraceable("not a URL, host:port or address:port: " + text + (text.contains("[") || text.contains("::") ? " (IPv6 is not carried)" : ""));
    }
    String scheme = Optional.ofNullable(matcher.group(1)).orElse("").toLowerCase(Locale.ROOT);
    String host = matcher.group(2).toLowerCase(Locale.ROOT);
    int usual =
        switch (scheme) {
          case "", "https", "s3", "tcp" -> HTTPS;
          case "http" -> HTTP;
          case "udp" -> DNS;
          default -> throw new NotTraceable("which port has " + scheme + "://? Say https://, http://, tcp://HOST:PORT, udp://HOST:PORT or s3://BUCKET");
        };
    if (scheme.equals("s3")) {
      host = host + ".s3." + region + ".amazonaws.com";
    }
    int port = Optional.ofNullable(matcher.group(3)).map(Integer::parseInt).orElse(usual);
    if (port < 1 || port > 65535) {
      throw new NotTraceable("not a port: " + port);
    }
    Target target = new Target(text.strip(), host, port, scheme.equals("udp") ? FilterLine.UDP : FilterLine.TCP, Optional.ofNullable(matcher.group(4)).orElse(""));
    if (target.address().isEmpty() && (host.matches("[0-9.]+") || host.length() > 253 || !NAME.matcher(host).matches())) {
      throw new NotTraceable("not a host name or IPv4 address: " + host);
    }
    return target;
  }

  /** The address, when it is written as one. */
  Optional<Long> address() {
    return address(host);
  }

  static Optional<Long> address(String text) {
    try {
      return Optional.of(Ip.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
