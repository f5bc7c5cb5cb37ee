package dev.postern.core.fabric;

import java.util.List;

/** Lines in order, the first match decides, and nothing matched is denied. */
public record FilterTable(List<FilterLine> lines, String origin) {}
