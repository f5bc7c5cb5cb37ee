/** Actions of IAM Access Analyzer: its custom policy checks, by proof. */
@NullMarked
package dev.postern.core.action.accessanalyzer;

import org.jspecify.annotations.NullMarked;
