package dev.postern.core.action.ec2.instance;

import dev.postern.core.error.Ec2Error;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of instance types: the common general purpose, compute and memory families. Postern gives every instance the same machine,
 * so a type is a label: any well-formed name runs, and {@code DescribeInstanceTypes} tells of those in this table alone.
 * <a href="https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html">AWS</a>
 */
final class InstanceTypes {
  private static final String DEFAULT = "m1.small";
  private static final Map<String, InstanceType> BY_NAME = table();

  private InstanceTypes() {}

  /** @param memoryMib the memory in MiB */
  record InstanceType(String name, String architecture, int vcpus, int memoryMib, boolean burstable) {}

  static List<InstanceType> all() {
    return BY_NAME.values().stream().sorted(Comparator.comparing(InstanceType::name)).toList();
  }

  static Optional<InstanceType> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** {@code x86_64} for a type that is not in the table. */
  static String architecture(String name) {
    return find(name).map(InstanceType::architecture).orElse("x86_64");
  }

  /** The type that a request names, or AWS's default. */
  static String checked(@Nullable String name) {
    if (name == null) {
      return DEFAULT;
    }
    if (!name.matches("[a-z][a-z0-9-]{0,20}\\.[a-z0-9-]{1,20}")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Invalid value '" + name + "' for InstanceType.");
    }
    return name;
  }

  private static Map<String, InstanceType> table() {
    Map<String, InstanceType> types = new TreeMap<>();
    for (String family : List.of("t2", "t3", "t3a", "t4g")) {
      String[] sizes = {"nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"};
      int[] mib = {512, 1024, 2048, 4096, 8192, 16384, 32768};
      for (int i = 0; i < sizes.length; i++) {
        int vcpus = i < 5 ? (family.equals("t2") && i < 3 ? 1 : 2) : i == 5 ? 4 : 8;
        put(types, family, sizes[i], vcpus, mib[i], true);
      }
    }
    Map<String, Integer> gibPerVcpu = Map.of("m", 4, "c", 2, "r", 8);
    for (String family : List.of("m5", "m6i", "m6g", "m7i", "m7g", "c5", "c6i", "c6g", "c7i", "c7g", "r5", "r6i", "r6g", "r7i", "r7g")) {
      // c5 has other sizes from here on.
      boolean odd = family.equals("c5");
      int gib = gibPerVcpu.get(family.substring(0, 1));
      if (family.endsWith("g")) {
        put(types, family, "medium", 1, gib * 1024, false);
      }
      put(types, family, "large", 2, 2 * gib * 1024, false);
      for (int n : new int[] {1, 2, 4}) {
        put(types, family, n == 1 ? "xlarge" : n + "xlarge", 4 * n, 4 * n * gib * 1024, false);
      }
      for (int n : odd ? new int[] {} : new int[] {8, 12, 16}) {
        put(types, family, n + "xlarge", 4 * n, 4 * n * gib * 1024, false);
      }
    }
    return Map.copyOf(types);
  }

  private static void put(Map<String, InstanceType> types, String family, String size, int vcpus, int mib, boolean burstable) {
    String name = family + "." + size;
    types.put(name, new InstanceType(name, family.endsWith("g") ? "arm64" : "x86_64", vcpus, mib, burstable));
  }
}
