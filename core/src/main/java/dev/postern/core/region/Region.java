package dev.postern.core.region;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A Region of AWS's commercial partition.
 *
 * <p>Every account sees zone {@code a} as {@code az1} and so on. Regions that AWS lets an account opt into are opted into.
 * <a href="https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html">AWS</a>
 *
 * @param title {@code US East (N. Virginia)}
 * @param optIn whether AWS offers it only to accounts that ask
 * @param publicBlock the addresses that Elastic IPs and public addresses of interfaces come from: a block that AWS uses for EC2 in that
 *     Region, and that overlaps no other Region's block and no service's prefix list
 */
public record Region(String name, String title, boolean optIn, List<Zone> zones, Cidr publicBlock) {

  /** Name, start of the zone ids, zone letters, zone numbers, public block, whether opt-in, title. */
  private static final String TABLE =
      """
      us-east-1      use1  abcdef 123456 3.208.0.0/12   default US East (N. Virginia)
      us-east-2      use2  abc    123    3.128.0.0/15   default US East (Ohio)
      us-west-1      usw1  ac     13     13.52.0.0/16   default US West (N. California)
      us-west-2      usw2  abcd   1234   34.208.0.0/12  default US West (Oregon)
      af-south-1     afs1  abc    123    13.244.0.0/15  opt-in  Africa (Cape Town)
      ap-east-1      ape1  abc    123    18.162.0.0/16  opt-in  Asia Pacific (Hong Kong)
      ap-east-2      ape2  abc    123    43.212.0.0/15  opt-in  Asia Pacific (Taipei)
      ap-northeast-1 apne1 acd    124    13.230.0.0/15  default Asia Pacific (Tokyo)
      ap-northeast-2 apne2 abcd   1234   13.124.0.0/15  default Asia Pacific (Seoul)
      ap-northeast-3 apne3 abc    123    13.208.0.0/16  default Asia Pacific (Osaka)
      ap-south-1     aps1  abc    123    13.232.0.0/14  default Asia Pacific (Mumbai)
      ap-south-2     aps2  abc    123    18.60.0.0/15   opt-in  Asia Pacific (Hyderabad)
      ap-southeast-1 apse1 abc    123    13.228.0.0/15  default Asia Pacific (Singapore)
      ap-southeast-2 apse2 abc    123    13.236.0.0/14  default Asia Pacific (Sydney)
      ap-southeast-3 apse3 abc    123    108.136.0.0/15 opt-in  Asia Pacific (Jakarta)
      ap-southeast-4 apse4 abc    123    16.26.0.0/16   opt-in  Asia Pacific (Melbourne)
      ap-southeast-5 apse5 abc    123    43.216.0.0/15  opt-in  Asia Pacific (Malaysia)
      ap-southeast-6 apse6 abc    123    16.176.0.0/16  opt-in  Asia Pacific (New Zealand)
      ap-southeast-7 apse7 abc    123    43.208.0.0/15  opt-in  Asia Pacific (Thailand)
      ca-central-1   cac1  abd    124    3.96.0.0/15    default Canada (Central)
      ca-west-1      caw1  abc    123    40.176.0.0/15  opt-in  Canada West (Calgary)
      eu-central-1   euc1  abc    123    3.120.0.0/14   default Europe (Frankfurt)
      eu-central-2   euc2  abc    123    16.62.0.0/15   opt-in  Europe (Zurich)
      eu-north-1     eun1  abc    123    13.48.0.0/15   default Europe (Stockholm)
      eu-south-1     eus1  abc    123    15.160.0.0/15  opt-in  Europe (Milan)
      eu-south-2     eus2  abc    123    18.100.0.0/15  opt-in  Europe (Spain)
      eu-west-1      euw1  abc    123    34.240.0.0/13  default Europe (Ireland)
      eu-west-2      euw2  abc    123    18.132.0.0/14  default Europe (London)
      eu-west-3      euw3  abc    123    13.36.0.0/14   default Europe (Paris)
      il-central-1   ilc1  abc    123    51.16.0.0/15   opt-in  Israel (Tel Aviv)
      me-central-1   mec1  abc    123    3.28.0.0/15    opt-in  Middle East (UAE)
      me-south-1     mes1  abc    123    15.184.0.0/15  opt-in  Middle East (Bahrain)
      mx-central-1   mxc1  abc    123    78.12.0.0/15   opt-in  Mexico (Central)
      sa-east-1      sae1  abc    123    54.232.0.0/15  default South America (Sao Paulo)
      """;

  private static final Map<String, Region> BY_NAME = read();

  /** All Regions by name. */
  public static List<Region> all() {
    return List.copyOf(BY_NAME.values());
  }

  public static Optional<Region> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The Region, or AWS's answer to a signature that names none. */
  public static Region require(String name) {
    return find(name).orElseThrow(() -> Ec2Error.AUTH_FAILURE.with("Credential should be scoped to a valid Region, not '" + name + "'."));
  }

  /** The zone of that name or of that id, in any Region. */
  public static Optional<Zone> zone(String nameOrId) {
    return all().stream().flatMap(r -> r.zones.stream()).filter(z -> z.name().equals(nameOrId) || z.id().equals(nameOrId)).findFirst();
  }

  /** The domain of instances' private names. */
  public String privateDomain() {
    return name.equals("us-east-1") ? "ec2.internal" : name + ".compute.internal";
  }

  private static Map<String, Region> read() {
    Map<String, Region> regions = new TreeMap<>();
    TABLE.lines().map(line -> line.split(" +", 7)).map(Region::of).forEach(r -> regions.put(r.name, r));
    return regions;
  }

  private static Region of(String[] row) {
    List<Zone> zones =
        IntStream.range(0, row[2].length()).mapToObj(i -> new Zone(row[0] + row[2].charAt(i), row[1] + "-az" + row[3].charAt(i), row[0])).toList();
    return new Region(row[0], row[6], row[5].equals("opt-in"), zones, Cidr.parse(row[4]));
  }
}
