package dev.eider.connector.manifest.request;

import dev.eider.fault.Fault;

/**
 * A request that is given up: the fault a user reads, and beside it the words of the reference, for
 * comparison. Whoever calls the page loop turns it into its {@link #fault()}.
 */
public final class RequestFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;
  private final FailureType type;
  private final String reference;

  /**
   * A failure.
   *
   * @param fault for people
   * @param type how the reference classifies it
   * @param reference the reference's message
   */
  public RequestFailure(Fault fault, FailureType type, String reference) {
    super(fault.getMessage(), fault);
    this.fault = fault;
    this.type = type;
    this.reference = reference;
  }

  /** What to throw on. */
  public Fault fault() {
    return fault;
  }

  /** The reference's class of failure. */
  public FailureType type() {
    return type;
  }

  /** The reference's message, word for word. */
  public String reference() {
    return reference;
  }
}
