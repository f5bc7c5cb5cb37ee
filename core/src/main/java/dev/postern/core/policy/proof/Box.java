package dev.postern.core.policy.proof;

import java.util.ArrayList;
import java.util.List;

/** The requests that keep some limits, each on one attribute: a product of sets. */
record Box(List<Side> sides) {
  /** One limit on one attribute. */
  record Side(Attribute attribute, Limit limit) {}

  static final Box ALL = new Box(List.of());

  Box {
    sides = List.copyOf(sides);
  }

  static Box of(Attribute attribute, Limit limit) {
    return new Box(List.of(new Side(attribute, limit)));
  }

  Box and(Attribute attribute, Limit limit) {
    return and(of(attribute, limit));
  }

  Box and(Box other) {
    List<Side> all = new ArrayList<>(sides);
    all.addAll(other.sides);
    return new Box(all);
  }

  /** Every product of a box of one list with one of the other. */
  static List<Box> product(List<Box> some, List<Box> others) {
    List<Box> products = new ArrayList<>();
    for (Box box : some) {
      for (Box other : others) {
        products.add(box.and(other));
      }
    }
    return products;
  }

  /** What is outside this box, as boxes: one for each side that may be missed. */
  List<Box> outside() {
    List<Box> boxes = new ArrayList<>();
    Box inside = ALL;
    for (Side side : sides) {
      boxes.add(inside.and(side.attribute(), side.limit().negated()));
      inside = inside.and(side.attribute(), side.limit());
    }
    return boxes;
  }
}
