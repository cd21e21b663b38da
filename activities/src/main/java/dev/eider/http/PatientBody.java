package dev.eider.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A body of the JDK's client that gives up when no byte comes for too long; its own waits. */
final class PatientBody extends InputStream implements BodySubscriber<InputStream> {
  private static final List<ByteBuffer> END = List.of();

  private final Duration silence;
  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
  private List<ByteBuffer> at = List.of(ByteBuffer.allocate(0));
  private int index;
  private boolean ended;
  private volatile @Nullable Throwable failure;

  PatientBody(Duration silence) {
    this.silence = silence;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscribed.complete(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrived.add(buffers);
  }

  @Override
  public void onError(Throwable cause) {
    failure = cause;
    arrived.add(END);
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!ended && !at.get(index).hasRemaining()) {
      advance();
    }
    if (ended) {
      return -1;
    }
    int most = Math.min(length, at.get(index).remaining());
    at.get(index).get(target, offset, most);
    return most;
  }

  private void advance() throws IOException {
    if (index + 1 < at.size()) {
      index++;
      return;
    }
    List<ByteBuffer> next = next();
    @Nullable Throwable broken = failure;
    if (broken != null) {
      throw broken instanceof IOException known ? known : new IOException(broken);
    }
    ended = next.isEmpty();
    at = ended ? at : next;
    index = ended ? index : 0;
  }

  private List<ByteBuffer> next() throws IOException {
    try {
      var unused = subscribed.thenAccept(subscription -> subscription.request(1));
      @Nullable List<ByteBuffer> next = arrived.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new HttpTimeoutException("no byte for " + silence.toSeconds() + " s");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() {
    var unused = subscribed.thenAccept(Subscription::cancel);
  }
}
