/** Actions on AWS-managed prefix lists. */
@NullMarked
package dev.postern.core.action.ec2.prefixlist;

import org.jspecify.annotations.NullMarked;
