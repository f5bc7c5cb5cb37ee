package dev.postern.bench;

import java.util.List;

/** One part of the benchmark: what it compares, it runs in turn within one call. */
interface Part {
  List<Figure> measure() throws Exception;
}
