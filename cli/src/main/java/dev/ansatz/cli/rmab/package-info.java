/** How runs of restless bandits are shown: picture and summary. */
@NullMarked
package dev.ansatz.cli.rmab;

import org.jspecify.annotations.NullMarked;
