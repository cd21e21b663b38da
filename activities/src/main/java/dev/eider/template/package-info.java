/** The manifest's template language: Jinja with Python values, compiled once, sandboxed. */
@NullMarked
package dev.eider.template;

import org.jspecify.annotations.NullMarked;
