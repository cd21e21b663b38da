package dev.eider.http;

/** Where requests are answered: the network, or a recording. */
@FunctionalInterface
public interface Exchange {

  /**
   * Sends one request and reads its whole answer.
   *
   * @return the answer, whatever its status
   * @throws dev.eider.fault.Fault when there is no answer: {@code Unavailable} with host and port
   *     when the network is the reason, {@code Misconfigured} or {@code Denied} for TLS
   */
  Answer send(Call call);
}
