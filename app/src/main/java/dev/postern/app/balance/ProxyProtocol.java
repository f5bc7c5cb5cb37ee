package dev.postern.app.balance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * PROXY protocol version 2: what a target is told of its client before the first byte.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#proxy-protocol">AWS</a>
 */
final class ProxyProtocol {
  /** {@code PP2_TYPE_AWS}, whose first byte {@code PP2_SUBTYPE_AWS_VPCE_ID} is in front of an endpoint's id. */
  private static final byte AWS = (byte) 0xEA;

  private static final byte VPCE_ID = 1;

  private ProxyProtocol() {}

  /**
   * The header of a client's connection.
   *
   * @param local the balancer's address and port that the client came to
   */
  static ByteBuf header(InetSocketAddress client, InetSocketAddress local, Optional<String> endpointId) {
    List<HAProxyTLV> more = endpointId.map(id -> List.of(new HAProxyTLV(AWS, value(id)))).orElse(List.of());
    return written(
        new HAProxyMessage(
            HAProxyProtocolVersion.V2, HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, client.getAddress().getHostAddress(),
            local.getAddress().getHostAddress(), client.getPort(), local.getPort(), more));
  }

  /** The header of a health check, which is for nobody. */
  static ByteBuf ofHealthCheck() {
    return written(new HAProxyMessage(HAProxyProtocolVersion.V2, HAProxyCommand.LOCAL, HAProxyProxiedProtocol.UNKNOWN, null, null, 0, 0));
  }

  private static ByteBuf value(String id) {
    return Unpooled.wrappedBuffer(new byte[] {VPCE_ID}, id.getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuf written(HAProxyMessage message) {
    EmbeddedChannel encoder = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
    encoder.writeOutbound(message);
    ByteBuf bytes = encoder.readOutbound();
    encoder.finishAndReleaseAll();
    return bytes;
  }
}
