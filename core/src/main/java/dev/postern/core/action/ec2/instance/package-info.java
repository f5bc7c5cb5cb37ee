/** Actions on instances, and what is known of instance types and images. */
@NullMarked
package dev.postern.core.action.ec2.instance;

import org.jspecify.annotations.NullMarked;
