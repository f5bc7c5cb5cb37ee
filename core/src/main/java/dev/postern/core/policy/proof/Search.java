package dev.postern.core.policy.proof;

import dev.postern.core.policy.proof.text.Work;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for a request that is in one box of each list of choices and in none of the boxes to avoid.
 *
 * <p>A region is a conjunction of limits. A box is avoided by missing one of its sides, so each box to avoid splits the region into at most as many
 * disjoint regions as it has sides. Boxes that the region misses anyway are dropped; one that it can miss on one side only forces that
 * side; one that it cannot miss ends the branch. Whether limits on one attribute leave anything is asked once for each set of limits. All
 * that is done is counted as {@link Work}, and when that is spent nobody knows.
 */
final class Search {
  /** What a limit more takes on a region, as {@link Work} counts: sets and maps are copied. */
  private static final long LIMIT = 50;

  private final List<List<Box>> choices;
  private final List<Box> avoid;
  private final Map<Limit, Integer> numbers = new IdentityHashMap<>();
  private final List<Limit> limits = new ArrayList<>();
  private final Map<Attribute, Map<BitSet, Found>> known = new HashMap<>();
  private final Work work = Work.ofASearch();
  private boolean tooHard;

  Search(List<List<Box>> choices, List<Box> avoid) {
    this.choices = choices.stream().sorted((a, b) -> Integer.compare(a.size(), b.size())).toList();
    this.avoid = avoid;
  }

  /** What a search comes to. */
  sealed interface Outcome {
    /** For each attribute that matters, a value. */
    record Point(Map<Attribute, List<Limit>> region) implements Outcome {}

    record Nowhere() implements Outcome {}

    record Unknown(String reason) implements Outcome {}
  }

  Outcome run() {
    Optional<Region> found = choose(new Region(Map.of()), 0);
    if (found.isPresent()) {
      Map<Attribute, List<Limit>> region = new HashMap<>();
      found.get().sides.forEach((attribute, set) -> region.put(attribute, set.stream().mapToObj(limits::get).toList()));
      return new Outcome.Point(region);
    }
    if (work.isSpent()) {
      return new Outcome.Unknown("too many cases to look through");
    }
    return tooHard ? new Outcome.Unknown("patterns with too many wildcards to look through") : new Outcome.Nowhere();
  }

  private Optional<Region> choose(Region region, int next) {
    if (work.isSpent()) {
      return Optional.empty();
    }
    if (next == choices.size()) {
      return avoid(region, avoid);
    }
    for (Box box : choices.get(next)) {
      Optional<Region> inside = region.and(box).flatMap(smaller -> choose(smaller, next + 1));
      if (inside.isPresent()) {
        return inside;
      }
    }
    return Optional.empty();
  }

  private Optional<Region> avoid(Region start, List<Box> boxes) {
    if (work.isSpent()) {
      return Optional.empty();
    }
    Region region = start;
    List<Box> left = boxes;
    boolean forced = true;
    while (forced) {
      forced = false;
      List<Box> still = new ArrayList<>();
      for (Box box : left) {
        if (!region.meets(box)) {
          continue;
        }
        List<Box.Side> open = region.sidesToMiss(box);
        if (open.isEmpty()) {
          return Optional.empty();
        }
        if (open.size() > 1) {
          still.add(box);
          continue;
        }
        Optional<Region> smaller = region.and(open.getFirst().attribute(), open.getFirst().limit().negated());
        if (smaller.isEmpty()) {
          return Optional.empty();
        }
        region = smaller.get();
        forced = true;
      }
      left = still;
    }
    return left.isEmpty() ? Optional.of(region) : split(region, left);
  }

  private Optional<Region> split(Region region, List<Box> boxes) {
    Box box = boxes.getFirst();
    for (Box candidate : boxes) {
      if (candidate.sides().size() < box.sides().size()) {
        box = candidate;
      }
    }
    List<Box> rest = new ArrayList<>(boxes);
    rest.remove(box);
    Region inside = region;
    for (Box.Side side : region.sidesToMiss(box)) {
      Optional<Region> outside = inside.and(side.attribute(), side.limit().negated()).flatMap(smaller -> avoid(smaller, rest));
      if (outside.isPresent()) {
        return outside;
      }
      Optional<Region> smaller = inside.and(side.attribute(), side.limit());
      if (smaller.isEmpty()) {
        return Optional.empty();
      }
      inside = smaller.get();
    }
    return Optional.empty();
  }

  private int number(Limit limit) {
    return numbers.computeIfAbsent(limit, each -> {
      limits.add(each);
      return limits.size() - 1;
    });
  }

  private boolean leavesSomething(Attribute attribute, BitSet set) {
    Found found =
        known.computeIfAbsent(attribute, _ -> new HashMap<>())
            .computeIfAbsent(set, _ -> AttributeSolver.solve(attribute, set.stream().mapToObj(limits::get).toList(), work));
    tooHard |= found instanceof Found.TooHard;
    return !(found instanceof Found.Nothing);
  }

  /** The requests that keep some limits; not empty on any attribute alone. */
  private final class Region {
    private final Map<Attribute, BitSet> sides;

    Region(Map<Attribute, BitSet> sides) {
      this.sides = sides;
    }

    Optional<Region> and(Attribute attribute, Limit limit) {
      work.spend(LIMIT);
      BitSet old = sides.getOrDefault(attribute, new BitSet());
      int number = number(limit);
      if (old.get(number)) {
        return Optional.of(this);
      }
      Integer opposite = numbers.get(limit.negated());
      if (opposite != null && old.get(opposite)) {
        return Optional.empty();
      }
      BitSet set = (BitSet) old.clone();
      set.set(number);
      if (!leavesSomething(attribute, set)) {
        return Optional.empty();
      }
      Map<Attribute, BitSet> more = new HashMap<>(sides);
      more.put(attribute, set);
      return Optional.of(new Region(more));
    }

    Optional<Region> and(Box box) {
      Optional<Region> region = Optional.of(this);
      for (Box.Side side : box.sides()) {
        region = region.flatMap(each -> each.and(side.attribute(), side.limit()));
      }
      return region;
    }

    boolean meets(Box box) {
      return and(box).isPresent();
    }

    /** The sides of {@code box} that some request here misses. */
    List<Box.Side> sidesToMiss(Box box) {
      return box.sides().stream().filter(side -> and(side.attribute(), side.limit().negated()).isPresent()).toList();
    }
  }
}
