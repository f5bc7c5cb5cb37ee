/** Actions on flow logs. */
@NullMarked
package dev.postern.core.action.ec2.flowlog;

import org.jspecify.annotations.NullMarked;
