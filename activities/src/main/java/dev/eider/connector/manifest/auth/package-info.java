/** Authenticators, one pair of files each. */
@NullMarked
package dev.eider.connector.manifest.auth;

import org.jspecify.annotations.NullMarked;
