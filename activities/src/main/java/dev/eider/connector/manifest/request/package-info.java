/** Building and sending requests: requester, options, error handlers, backoff, the page loop. */
@NullMarked
package dev.eider.connector.manifest.request;

import org.jspecify.annotations.NullMarked;
