package dev.postern.core.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * List prices by Region, as {@code prices.json} beside this class has them, and as a file of the user's may add or replace them.
 *
 * <p>A file is an object of Regions; a Region is an object of {@link Metered#code()}s, each with {@code hour} and {@code perGB}: a price, or
 * tiers {@code [{"upToGB": 10240, "price": 0.09}, {"price": 0.085}]}.
 */
public record PriceTable(SortedMap<String, Map<Metered, Rate>> regions) {
  private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Set<String> RATE = Set.of("hour", "perGB", "unverified");
  private static final Set<String> TIER = Set.of("upToGB", "price");

  /** A price file that cannot be understood; the message says where. */
  public static final class BadPricesException extends RuntimeException {
    BadPricesException(String message) {
      super(message);
    }
  }

  /** The prices that come with Postern. */
  public static PriceTable builtIn() {
    try (InputStream in = PriceTable.class.getResourceAsStream("prices.json")) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: prices.json");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws BadPricesException when the text is not such a file */
  public static PriceTable parse(String text) {
    SortedMap<String, Map<Metered, Rate>> regions = new TreeMap<>();
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new BadPricesException("not JSON: " + e.getOriginalMessage());
    }
    object(root, "the file").forEach((region, rates) -> {
      Map<Metered, Rate> byThing = new EnumMap<>(Metered.class);
      object(rates, region).forEach((code, rate) -> {
        Metered thing = Metered.of(code).orElseThrow(() -> new BadPricesException(region + ": nothing is called " + code));
        byThing.put(thing, rate(rate, region + ": " + code));
      });
      regions.put(region, byThing);
    });
    return new PriceTable(regions);
  }

  /** These prices, and where {@code other} has one too, that one. */
  public PriceTable with(PriceTable other) {
    SortedMap<String, Map<Metered, Rate>> merged = new TreeMap<>();
    regions.forEach((region, rates) -> merged.put(region, new EnumMap<>(rates)));
    other.regions.forEach((region, rates) -> merged.computeIfAbsent(region, _ -> new EnumMap<>(Metered.class)).putAll(rates));
    return new PriceTable(merged);
  }

  /** What a thing costs in a Region, if that is known; gateway endpoints are free everywhere, peering within a zone too. */
  public Optional<Rate> rate(String region, Metered thing) {
    Optional<Rate> known = Optional.ofNullable(regions.getOrDefault(region, Map.of()).get(thing));
    return thing == Metered.GATEWAY_ENDPOINT || thing == Metered.PEERING ? known.or(() -> Optional.of(Rate.FREE)) : known;
  }

  private static Rate rate(JsonNode node, String where) {
    only(object(node, where), RATE, where);
    BigDecimal hour = node.has("hour") ? price(node.get("hour"), where + ".hour") : BigDecimal.ZERO;
    List<Rate.Tier> tiers = node.has("perGB") ? tiers(node.get("perGB"), where + ".perGB") : List.of();
    return new Rate(hour, tiers, node.path("unverified").asBoolean(false));
  }

  private static List<Rate.Tier> tiers(JsonNode node, String where) {
    if (!node.isArray()) {
      return List.of(new Rate.Tier(Rate.Tier.NO_END, price(node, where)));
    }
    List<Rate.Tier> tiers = new ArrayList<>();
    long from = 0;
    for (JsonNode tier : node) {
      only(object(tier, where), TIER, where);
      if (from == Rate.Tier.NO_END) {
        throw new BadPricesException(where + ": only the last tier has no upToGB");
      }
      long upTo = tier.has("upToGB") ? tier.get("upToGB").asLong(0) : Rate.Tier.NO_END;
      if (upTo <= from) {
        throw new BadPricesException(where + ": upToGB must rise from tier to tier");
      }
      tiers.add(new Rate.Tier(upTo, price(tier.path("price"), where + ".price")));
      from = upTo;
    }
    if (from != Rate.Tier.NO_END) {
      throw new BadPricesException(where + ": the last tier must have no upToGB");
    }
    return tiers;
  }

  private static BigDecimal price(JsonNode node, String where) {
    if (!node.isNumber() || node.decimalValue().signum() < 0) {
      throw new BadPricesException(where + " must be a price in US dollars");
    }
    return node.decimalValue();
  }

  private static Map<String, JsonNode> object(JsonNode node, String where) {
    if (!node.isObject()) {
      throw new BadPricesException(where + " must be an object");
    }
    Map<String, JsonNode> properties = new TreeMap<>();
    node.forEachEntry(properties::put);
    return properties;
  }

  private static void only(Map<String, JsonNode> properties, Set<String> known, String where) {
    properties.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
      throw new BadPricesException(where + " has no " + name);
    });
  }
}
