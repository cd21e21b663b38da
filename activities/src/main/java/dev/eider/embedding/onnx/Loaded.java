package dev.eider.embedding.onnx;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Unavailable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A model that is loaded, with its threads; one of its kind in this process, shared. */
final class Loaded {
  private static final Map<Key, Loaded> ALL = new HashMap<>();

  private final Key key;
  private final WordPiece tokenizer;
  private final Session session;
  private final ExecutorService threads;
  private int users;

  private Loaded(Key key, Path home) {
    this.key = key;
    this.tokenizer = new WordPiece(Vocabulary.read(key.model().tokenizer()));
    this.session = Session.open(key.model(), home);
    this.threads =
        Executors.newFixedThreadPool(
            key.threads(), Thread.ofPlatform().daemon().name("embedding-", 0).factory());
  }

  /** Loads it, or shares what is loaded; each caller gives it back once. */
  static Loaded take(OnnxModel model, int threads, Path home) {
    synchronized (ALL) {
      Key key = new Key(model, threads);
      @Nullable Loaded loaded = ALL.get(key);
      if (loaded == null) {
        loaded = new Loaded(key, home);
        ALL.put(key, loaded);
      }
      loaded.users++;
      return loaded;
    }
  }

  /** Unloads it when nobody else uses it. */
  void giveBack() {
    synchronized (ALL) {
      users--;
      if (users > 0) {
        return;
      }
      ALL.remove(key);
      threads.close();
      session.close();
    }
  }

  WordPiece tokenizer() {
    return tokenizer;
  }

  /** Unit vectors, batch by batch, as many batches at a time as there are threads. */
  List<float[][]> run(List<List<Encoded>> batches) {
    List<Callable<float[][]>> work = new ArrayList<>();
    batches.forEach(batch -> work.add(() -> session.run(batch)));
    List<float[][]> vectors = new ArrayList<>();
    try {
      for (Future<float[][]> each : threads.invokeAll(work)) {
        vectors.add(each.get());
      }
      return vectors;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(
          "embedding.interrupted", key.model().fingerprint(), "embedding was stopped", null, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Fault fault
          ? fault
          : new Defect(
              "embedding.model_failed",
              key.model().fingerprint(),
              "expected vectors",
              e.getCause());
    }
  }

  private record Key(OnnxModel model, int threads) {}
}
