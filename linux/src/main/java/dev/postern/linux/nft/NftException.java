package dev.postern.linux.nft;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A transaction that nftables refused; nothing of it was carried. */
public final class NftException extends RuntimeException {
  private static final Pattern PLACE = Pattern.compile("^<?[a-z/]+>?:(\\d+):\\d+");

  private final int line;
  private final boolean tooLong;

  NftException(String words) {
    super(words.strip());
    this.line = line(words);
    // "Message too long" may be translated; libnftables' own hint is not.
    this.tooLong = words.contains("Message too long") || words.contains("wmem_max");
  }

  /** The line of the text, counted from 1, or 0 when nftables does not say. */
  public int line() {
    return line;
  }

  /** The transaction does not fit the socket's send buffer, which only privilege can enlarge. */
  public boolean tooLong() {
    return tooLong;
  }

  private static int line(String words) {
    Matcher place = PLACE.matcher(words);
    return place.find() ? Integer.parseInt(place.group(1)) : 0;
  }
}
