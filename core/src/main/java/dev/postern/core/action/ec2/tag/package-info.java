/** Actions on tags. */
@NullMarked
package dev.postern.core.action.ec2.tag;

import org.jspecify.annotations.NullMarked;
