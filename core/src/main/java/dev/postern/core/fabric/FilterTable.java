package dev.postern.core.fabric;

import java.util.List;

/** Lines in order, the first match decides, and nothing matched is denied. {@code name} is the chain's name in the kernel. */
public record FilterTable(String name, List<FilterLine> lines, String origin) {}
