/** The IAM API: users, roles, policies, instance profiles and access keys, stored; their evaluation lives elsewhere. */
@NullMarked
package dev.postern.core.action.iam;

import org.jspecify.annotations.NullMarked;
