/**
 * What our own local searches share: distances, random numbers, threads, reports of incumbents.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.localsearch;

import org.jspecify.annotations.NullMarked;
