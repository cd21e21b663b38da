package dev.eider.worker.chaos;

import dev.eider.worker.rig.Until;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The cable between a worker and an API: it can be cut, squeezed and reset. */
final class Wire implements AutoCloseable {
  private static final Duration BETWEEN_DRIPS = Duration.ofMillis(40);
  private static final int DRIP = 2_000;
  private static final int CUT_AFTER = 3_000;

  private final ServerSocket door;
  private final int api;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile State state = State.WHOLE;

  /** How answers come through. */
  enum State {
    WHOLE,
    CUT,
    DRIPPING,
    RESET
  }

  private Wire(ServerSocket door, int api) {
    this.door = door;
    this.api = api;
  }

  static Wire to(String root) {
    try {
      Wire wire =
          new Wire(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              URI.create(root).getPort());
      var unused = wire.threads.submit(wire::listen);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String root() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  void is(State next) {
    state = next;
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), api);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        var asking = threads.submit(() -> carry(near, far, false));
        var answering = threads.submit(() -> carry(far, near, true));
      } catch (IOException e) {
        // The door was closed, or this one caller went away.
        continue;
      }
    }
  }

  private void carry(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[DRIP];
    long carried = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        State now = answers ? state : State.WHOLE;
        carried += n;
        if (now == State.RESET) {
          to.setSoLinger(true, 0); // closing it now sends RST instead of FIN
          return;
        }
        if (now == State.CUT && carried > CUT_AFTER) {
          return;
        }
        if (now == State.DRIPPING) {
          Until.passed(BETWEEN_DRIPS);
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One side went away, and so does the other.
      return;
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
