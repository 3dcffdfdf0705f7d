/** Search over policies and hybrids of policies with classical engines; the facade {@code Ansatz}. */
@NullMarked
package dev.ansatz.search;

import org.jspecify.annotations.NullMarked;
