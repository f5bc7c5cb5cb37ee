package dev.postern.linux.nft;

/** A transaction that nftables refused; nothing of it was carried. */
public final class NftException extends RuntimeException {
  private final boolean tooLong;

  /** @param words nft's own; the lines after the first show the text, but for a buffer always its first line, which misleads */
  NftException(String words) {
    super(words.lines().findFirst().orElse("refused without a word").replaceFirst("^Error: ", ""));
    // "Message too long" may be translated; libnftables' own hint is not.
    this.tooLong = words.contains("Message too long") || words.contains("wmem_max");
  }

  /** The transaction does not fit the socket's send buffer, which only privilege can enlarge. */
  public boolean tooLong() {
    return tooLong;
  }
}
