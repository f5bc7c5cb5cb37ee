/** Paths of Reachability Analyzer and what was found about them; {@code dev.postern.core.insights} finds it. */
@NullMarked
package dev.postern.core.action.ec2.insights;

import org.jspecify.annotations.NullMarked;
