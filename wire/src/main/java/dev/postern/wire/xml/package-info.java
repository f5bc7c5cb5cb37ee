/** XML bodies of AWS's protocols, written and read with the JDK's StAX. */
@NullMarked
package dev.postern.wire.xml;

import org.jspecify.annotations.NullMarked;
