package dev.postern.core.services;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The ids of the hosted zones that the names of interface endpoints are in, as {@code DnsEntry.HostedZoneId} shows them and Route 53 aliases name
 * them.
 *
 * <p>The public zone {@code REGION.vpce.amazonaws.com} has one id that AWS gives every endpoint of the Region. Those of Regions where it is not
 * known, and of the hidden private zones, are made up and stable.
 */
public final class VpceZones {
  static final String SUFFIX = ".vpce.amazonaws.com";

  private static final String TABLE =
      """
      us-east-1      Z7HUB22UULQXV
      us-east-2      ZC8PG0KIFKBRI
      us-west-1      Z12I86A8N7VCZO
      us-west-2      Z1YSA3EXCYUU9Z
      af-south-1     Z09302161J80N9A7UTP7U
      ap-east-1      Z2LIHJ7PKBEMWN
      ap-northeast-1 Z2E726K9Y6RL4W
      ap-northeast-2 Z27UANNT0PRK1T
      ap-northeast-3 Z376B5OMM2JZL2
      ap-south-1     Z2KVTB3ZLFM7JR
      ap-south-2     Z0952991RWSF5AHIQDIY
      ap-southeast-1 Z18LLCSTV4NVNL
      ap-southeast-2 ZDK2GCRPAFKGO
      ap-southeast-3 Z03881013RZ9BYYZO8N5W
      ap-southeast-4 Z07508191CO1RNBX3X3AU
      ca-central-1   ZRCXCF510Y6P9
      eu-central-1   Z273ZU8SZ5RJPC
      eu-central-2   Z045369019J4FUQ4S272E
      eu-north-1     Z3OWWK6JFDEDGC
      eu-south-1     Z2A5FDNRLY7KZG
      eu-west-1      Z38GZ743OKFT7T
      eu-west-2      Z7K1066E3PUKB
      eu-west-3      Z1DWHTMFP0WECP
      sa-east-1      Z2LXUWEVLCVZIB
      """;

  private static final Map<String, String> BY_REGION = read();

  private VpceZones() {}

  /** The zone of a service's base name, such as {@code sqs.us-east-1.vpce.amazonaws.com}. */
  public static String ofBase(String baseName) {
    if (!baseName.endsWith(SUFFIX)) {
      return madeUp(baseName);
    }
    String front = baseName.substring(0, baseName.length() - SUFFIX.length());
    String region = front.substring(front.lastIndexOf('.') + 1);
    String known = BY_REGION.get(region);
    return known == null ? madeUp(region + SUFFIX) : known;
  }

  /** The hidden zone that holds one private name of one endpoint. */
  static String ofPrivateName(String endpointId, String name) {
    return madeUp(endpointId + "/" + name);
  }

  private static String madeUp(String name) {
    return "Z0" + Tables.hex(name, 18).toUpperCase(Locale.ROOT);
  }

  private static Map<String, String> read() {
    Map<String, String> zones = new HashMap<>();
    TABLE.lines().map(line -> line.split(" +")).forEach(row -> zones.put(row[0], row[1]));
    return Map.copyOf(zones);
  }
}
