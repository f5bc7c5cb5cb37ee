/** Answers of the VPC resolver and of the public DNS, computed. */
@NullMarked
package dev.postern.core.dns;

import org.jspecify.annotations.NullMarked;
