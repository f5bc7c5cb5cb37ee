/** The AWS SDK's model classes seen as data: members with their names on the wire, and the text forms of simple values. */
@NullMarked
package dev.postern.wire.shape;

import org.jspecify.annotations.NullMarked;
