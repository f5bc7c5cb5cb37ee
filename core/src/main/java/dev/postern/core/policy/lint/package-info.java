/** What is wrong with policies about VPC endpoints: rules, each with a request that shows it and the policy repaired. */
@NullMarked
package dev.postern.core.policy.lint;

import org.jspecify.annotations.NullMarked;
