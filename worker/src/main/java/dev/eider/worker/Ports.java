package dev.eider.worker;

import dev.eider.fault.Fault.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Loopback ports: the usual one, or the next one that nobody has taken. */
final class Ports {
  static final int SERVICE = 7233;
  static final int UI = 8233;
  private static final int STEPS = 200;
  private static final int KNOCK_MILLIS = 300;

  private Ports() {}

  static int free(String who, int preferred, Consumer<String> talk) {
    for (int port = preferred; port < preferred + STEPS && port <= 65_535; port++) {
      if (!taken(port)) {
        if (port != preferred) {
          talk.accept("port " + preferred + " is taken, so " + who + " listens on " + port);
        }
        return port;
      }
    }
    throw new Unavailable(
        "server.no_port",
        "port " + preferred,
        "expected a free port within the next " + STEPS + " for " + who + " but all are taken",
        null,
        null);
  }

  static boolean open(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), KNOCK_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean taken(int port) {
    // Some systems let a loopback port be bound although another process holds it everywhere.
    if (open(port)) {
      return true;
    }
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }
}
