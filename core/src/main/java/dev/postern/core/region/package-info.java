/** AWS's Regions and zones as data. */
@NullMarked
package dev.postern.core.region;

import org.jspecify.annotations.NullMarked;
