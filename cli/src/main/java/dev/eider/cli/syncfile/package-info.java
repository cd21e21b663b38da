/** From the YAML a user writes to a plan, with everything that is wrong said at once. */
@NullMarked
package dev.eider.cli.syncfile;

import org.jspecify.annotations.NullMarked;
