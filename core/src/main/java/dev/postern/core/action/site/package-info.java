/** Actions on on-premises networks, which AWS has no API for. */
@NullMarked
package dev.postern.core.action.site;

import org.jspecify.annotations.NullMarked;
