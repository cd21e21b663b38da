package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.http.CachingExchange;
import dev.eider.http.Exchange;
import dev.eider.http.Waits;
import dev.eider.template.Scope;

/**
 * What every requester of one connector shares.
 *
 * @param scope with {@code config}
 * @param exchange where requests are answered
 * @param cached the same, with a memory that all requesters share; for {@code use_cache}
 * @param waits how pauses are spent
 * @param dialect whether to follow the reference to the letter
 */
public record RequestContext(
    Scope scope, Exchange exchange, Exchange cached, Waits waits, Dialect dialect) {

  /** With a memory of its own. */
  public static RequestContext of(Scope scope, Exchange exchange, Waits waits, Dialect dialect) {
    return new RequestContext(scope, exchange, new CachingExchange(exchange), waits, dialect);
  }

  /** What the templates of one component see. */
  public Scope scope(Part part) {
    return scope.with("parameters", part.parameters());
  }
}
