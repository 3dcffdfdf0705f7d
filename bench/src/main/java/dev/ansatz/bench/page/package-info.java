/**
 * What the pages that Ansatz writes share: {@link dev.ansatz.bench.page.Template}, and as resources {@code head.html}, the style
 * sheet of pages {@code page.css} and of charts {@code chart.css}.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.page;

import org.jspecify.annotations.NullMarked;
