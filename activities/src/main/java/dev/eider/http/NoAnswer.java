package dev.eider.http;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says in a user's words why a request got no answer. */
final class NoAnswer {
  private static final String UNKNOWN_HOST = "http.unknown_host";
  private static final String UNREACHABLE = "http.unreachable";
  private static final String STAYS_SO = "look at this URL's answer if it stays so";

  private NoAnswer() {}

  /** Whether nobody is there at all, so that a try a second later is of little use. */
  static boolean isDeadHost(Fault fault) {
    String code = fault.problem().code();
    return code.equals(UNKNOWN_HOST) || code.equals(UNREACHABLE);
  }

  /**
   * The fault an exception stands for.
   *
   * @param where the URL without its query
   * @param hostAndPort where the connection went
   */
  static Fault of(IOException e, String where, String hostAndPort) {
    return switch (e) {
      case UnknownHostException x -> unknown(where, hostAndPort, e);
      case ConnectException x
          when x.getCause() instanceof ConnectException inner
              && inner.getCause() instanceof UnresolvedAddressException ->
          unknown(where, hostAndPort, e);
      case ConnectException x -> unreachable(where, hostAndPort, e);
      case NoRouteToHostException x -> unreachable(where, hostAndPort, e);
      case SocketTimeoutException x -> late(where, hostAndPort, e);
      case HttpTimeoutException x -> late(where, hostAndPort, e);
      case SSLException x -> tls(x, where, hostAndPort);
      default -> broken(e, where, hostAndPort);
    };
  }

  private static Fault unknown(String where, String hostAndPort, IOException e) {
    return unavailable(
        UNKNOWN_HOST,
        where,
        "expected an address for " + hostAndPort + " but DNS has none",
        "correct the host in the URL, or this machine's DNS",
        e);
  }

  private static Fault late(String where, String hostAndPort, IOException e) {
    return unavailable(
        "http.timeout",
        where,
        hostAndPort + " did not answer in time",
        where.startsWith("https:")
            ? "see whether that port speaks TLS, and whether a firewall or a proxy is between"
            : "see whether a firewall or a proxy is between, or ask for smaller pages",
        e);
  }

  private static Fault unreachable(String where, String hostAndPort, IOException e) {
    return unavailable(
        UNREACHABLE,
        where,
        "expected a server at " + hostAndPort + " but nobody listens there",
        "correct host and port in the URL, or start that server",
        e);
  }

  private static Fault broken(IOException e, String where, String hostAndPort) {
    boolean truncated =
        e instanceof EOFException
            || e instanceof ProtocolException
            || e instanceof ZipException
            || says(e, "unexpected end of stream");
    return truncated
        ? unavailable(
            "http.truncated",
            where,
            "the answer of " + hostAndPort + " ended before its end",
            STAYS_SO,
            e)
        : unavailable(
            "http.connection_lost",
            where,
            "the connection to " + hostAndPort + " broke",
            STAYS_SO,
            e);
  }

  private static Fault tls(SSLException e, String where, String hostAndPort) {
    if (e instanceof SSLPeerUnverifiedException || causedByCertificate(e, "No name matching")) {
      return new Misconfigured(
          "http.tls_wrong_host",
          where,
          "the certificate of " + hostAndPort + " is for another host",
          "write the host name the certificate is for");
    }
    if (causedByCertificate(e, "") || says(e, "PKIX") || says(e, "certificate_unknown")) {
      return new Misconfigured(
          "http.tls_untrusted",
          where,
          "the certificate of " + hostAndPort + " is not signed by an authority this worker trusts",
          "import its certificate authority into the worker's trust store");
    }
    if (says(e, "certificate_required") || says(e, "bad_certificate")) {
      return new Denied(
          "http.tls_client_certificate",
          where,
          hostAndPort + " wants a client certificate",
          "give the worker a key store with a certificate " + hostAndPort + " accepts");
    }
    if (says(e, "Unsupported or unrecognized SSL message")) {
      return new Misconfigured(
          "http.not_tls", where, hostAndPort + " does not speak TLS", "write http:// in the URL");
    }
    return unavailable(
        "http.tls_broken",
        where,
        "the TLS connection to " + hostAndPort + " broke",
        "see which versions of TLS that server speaks",
        e);
  }

  private static boolean causedByCertificate(Throwable e, String text) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException && says(cause, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(Throwable e, String text) {
    @Nullable String message = e.getMessage();
    return message != null && message.contains(text);
  }

  private static Unavailable unavailable(
      String code, String where, String message, String fix, IOException cause) {
    return new Unavailable(new Problem(code, where, message, fix), null, cause);
  }
}
