package dev.postern.linux.netlink;

/** Reads the number that nftables raises with every change anybody makes to the rules of a namespace. */
public final class NftGeneration implements AutoCloseable {
  private static final int NFT_MSG_GETGEN = 10 << 8 | 16;
  private static final int NFTA_GEN_ID = 1;

  private final NetlinkSocket socket;

  public NftGeneration(Buffers buffers) {
    socket = new NetlinkSocket(NetlinkSocket.NETFILTER, 0, buffers);
  }

  public int read() {
    int[] generation = new int[1];
    socket.ask("read nftables generation", new Message(NFT_MSG_GETGEN, 0).u32(0).bytes(), body ->
        generation[0] = Attributes.read(body.position(4)).be32(NFTA_GEN_ID).orElse(0));
    return generation[0];
  }

  @Override
  public void close() {
    socket.close();
  }
}
