package dev.postern.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PcapWriterTest {
  @Test
  void aFileIsItsHeaderAndEachPacketWithItsTimeAndBothLengths() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PcapWriter pcap = new PcapWriter(file, 65535);
    pcap.write(0x66000000L, 999_999_999, ByteBuffer.wrap(new byte[] {1, 2, 3}), 1500);
    pcap.flush();
    assertThat(HexFormat.of().formatHex(file.toByteArray()))
        .isEqualTo("a1b23c4d" + "00020004" + "00000000" + "00000000" + "0000ffff" + "00000001" + "66000000" + "3b9ac9ff" + "00000003" + "000005dc" + "010203");
  }
}
