package dev.postern.core.account;

import dev.postern.core.region.Region;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the files of a dump say, list by list. What a file holds is told by the names in it, so files may be called anything; a folder that is
 * called after a Region says the Region of the files in it, else the zones and ARNs in them do.
 */
public final class Dump {
  private static final Pattern ZONE = Pattern.compile("([a-z]{2}(?:-[a-z]+)+-[0-9])[a-z]");
  private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:([a-z]{2}(?:-[a-z]+)+-[0-9]):.*");
  private static final String EVERYWHERE = "us-east-1";

  private final Map<Listing, List<Item>> items = new EnumMap<>(Listing.class);
  private final Map<String, Map<String, Boolean>> attributes = new TreeMap<>();
  private final Map<String, String> policies = new LinkedHashMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Parsed> parsed = new ArrayList<>();

  private record Parsed(String folder, String file, JsonNode json) {}

  /**
   * Takes a file in.
   *
   * @param folder that it is in; files of one folder are of one Region
   */
  public void add(String folder, String file, String text) {
    if (text.isBlank()) {
      gaps.add(new Gap(file, "is empty: not read", true));
      return;
    }
    try {
      JsonNode json = JsonMapper.shared().readTree(text);
      if (json.isObject()) {
        parsed.add(new Parsed(folder, file, json));
      } else {
        gaps.add(new Gap(file, "is not what an AWS CLI command prints with --output json: not read", true));
      }
    } catch (JacksonException e) {
      var place = e.getLocation();
      String at = place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
      gaps.add(new Gap(file, "is no whole JSON" + at + ": not read", true));
    }
  }

  /** Reads the lists out of all files. */
  Dump sorted() {
    Map<String, String> regions = new TreeMap<>();
    for (Parsed each : parsed) {
      regions.computeIfAbsent(each.folder, this::region);
    }
    for (Parsed each : parsed) {
      sort(each, regions.getOrDefault(each.folder, EVERYWHERE));
    }
    parsed.clear();
    return this;
  }

  private String region(String folder) {
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    if (Region.find(name).isPresent()) {
      return name;
    }
    Map<String, Integer> seen = new TreeMap<>();
    parsed.stream().filter(p -> p.folder.equals(folder)).forEach(p -> evidence(p.json, seen));
    return seen.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(EVERYWHERE);
  }

  private static void evidence(JsonNode node, Map<String, Integer> seen) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getValue().isString()) {
        Pattern form = field.getKey().equals("AvailabilityZone") ? ZONE : ARN;
        Matcher matcher = form.matcher(field.getValue().asString());
        if (matcher.matches() && (field.getKey().equals("AvailabilityZone") || field.getKey().endsWith("Arn"))) {
          seen.merge(matcher.group(1), 1, Integer::sum);
        }
      }
    }
    node.values().forEach(value -> {
      if (value.isContainer()) {
        evidence(value, seen);
      }
    });
  }

  private void sort(Parsed file, String region) {
    boolean known = false;
    for (Map.Entry<String, JsonNode> field : file.json.properties()) {
      Optional<Listing> listing = Listing.of(field.getKey());
      if (listing.isPresent()) {
        known = true;
        List<Item> list = items.computeIfAbsent(listing.get(), _ -> new ArrayList<>());
        field.getValue().forEach(each -> list.add(new Item(each, file.file, regionOf(each, region))));
        if (file.json.hasNonNull("NextToken") || file.json.hasNonNull("NextMarker")) {
          gaps.add(new Gap(file.file, "ends before the list does (it has a NextToken): what comes after is not known", true));
        }
      }
    }
    if (file.json.path("Policy").isString()) {
      known = true;
      policies.put(file.file, file.json.path("Policy").asString());
    }
    if (file.json.path("VpcId").isString()) {
      for (String attribute : List.of("EnableDnsSupport", "EnableDnsHostnames")) {
        JsonNode value = file.json.path(attribute).path("Value");
        if (value.isBoolean()) {
          known = true;
          attributes.computeIfAbsent(file.json.path("VpcId").asString(), _ -> new TreeMap<>()).put(attribute, value.asBoolean());
        }
      }
    }
    if (!known) {
      gaps.add(new Gap(file.file, "holds " + (file.json.isEmpty() ? "nothing" : String.join(", ", Set.copyOf(file.json.propertyNames()).stream().sorted().limit(5).toList())) + ", which is not read", true));
    }
  }

  private static String regionOf(JsonNode item, String otherwise) {
    Map<String, Integer> seen = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : item.properties()) {
      if (field.getKey().equals("AvailabilityZone") || field.getKey().endsWith("Arn")) {
        evidence(JsonMapper.shared().createObjectNode().set(field.getKey(), field.getValue()), seen);
      }
    }
    return seen.isEmpty() ? otherwise : seen.keySet().iterator().next();
  }

  boolean has(Listing listing) {
    return items.containsKey(listing);
  }

  List<Item> of(Listing listing) {
    return items.getOrDefault(listing, List.of());
  }

  /** A DNS attribute of a VPC, where somebody asked for it. */
  Optional<Boolean> attribute(String vpcId, String name) {
    return Optional.ofNullable(attributes.getOrDefault(vpcId, Map.of()).get(name));
  }

  /** Policies of buckets, by the file. */
  Map<String, String> policies() {
    return policies;
  }

  List<Gap> gaps() {
    return gaps;
  }
}
