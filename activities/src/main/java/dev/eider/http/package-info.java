/** The one polite HTTP client: timeouts, Retry-After, rate limits, redaction. */
@NullMarked
package dev.eider.http;

import org.jspecify.annotations.NullMarked;
