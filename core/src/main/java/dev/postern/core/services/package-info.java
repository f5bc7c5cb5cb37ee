/** What AWS itself offers in each Region: its services under each endpoint type, and the prefix lists with the addresses behind them. */
@NullMarked
package dev.postern.core.services;

import org.jspecify.annotations.NullMarked;
