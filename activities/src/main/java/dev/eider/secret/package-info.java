/** Turns a reference into a secret, at the last moment; keeps its value out of every text. */
@NullMarked
package dev.eider.secret;

import org.jspecify.annotations.NullMarked;
