/** Tests of the Elastic Load Balancing API's actions. */
@NullMarked
package dev.postern.core.action.elasticloadbalancing;

import org.jspecify.annotations.NullMarked;
