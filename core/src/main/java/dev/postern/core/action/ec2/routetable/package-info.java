/** Actions on route tables and routes. */
@NullMarked
package dev.postern.core.action.ec2.routetable;

import org.jspecify.annotations.NullMarked;
