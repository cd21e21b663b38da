package dev.eider.worker;

import dev.eider.check.CheckSteps;
import dev.eider.destination.Destinations;
import dev.eider.destination.HistorySteps;
import dev.eider.destination.LoadSteps;
import dev.eider.embedding.EmbedSteps;
import dev.eider.embedding.Embedders;
import dev.eider.embedding.VectorVerifySteps;
import dev.eider.event.LoggingListener;
import dev.eider.event.SyncListener;
import dev.eider.flow.HistoryWorkflowImpl;
import dev.eider.flow.ImportWorkflowImpl;
import dev.eider.flow.QuarantineWorkflowImpl;
import dev.eider.flow.ReplayWorkflowImpl;
import dev.eider.flow.RewindWorkflowImpl;
import dev.eider.flow.ScheduledSyncWorkflowImpl;
import dev.eider.flow.SearchWorkflowImpl;
import dev.eider.flow.StateWorkflowImpl;
import dev.eider.flow.StreamWorkflowImpl;
import dev.eider.flow.SyncWorkflowImpl;
import dev.eider.flow.VerifyWorkflowImpl;
import dev.eider.quarantine.QuarantineSteps;
import dev.eider.secret.DotenvStore;
import dev.eider.secret.EnvironmentStore;
import dev.eider.secret.FileStore;
import dev.eider.secret.SecretStore;
import dev.eider.secret.SecretStoreProvider;
import dev.eider.secret.Secrets;
import dev.eider.source.ExtractSteps;
import dev.eider.source.Sources;
import dev.eider.vector.VectorStores;
import dev.eider.verify.VerifySteps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Every {@code new} of the house. */
public final class Wiring {
  private Wiring() {}

  /** What a worker can do, with the secrets of its process. */
  public static Steps steps(Ready ready) {
    return steps(ready, secrets(ready.settings(), List.of(), List.of()));
  }

  /** What a worker can do, with secrets looked up as told. */
  public static Steps steps(Ready ready, Secrets secrets) {
    Path home = ready.settings().home();
    Sources sources = new Sources();
    Destinations destinations = new Destinations();
    Embedders embedders = new Embedders();
    VectorStores stores = new VectorStores();
    SyncListener listener = new LoggingListener().and(new CountingListener(ready.meters()));
    CheckSteps.Installation installation =
        new CheckSteps.Installation(home, ready.settings().ownQueue(), ready::searchAttributes);
    return new Steps(
        List.of(
            SyncWorkflowImpl.class,
            StreamWorkflowImpl.class,
            ScheduledSyncWorkflowImpl.class,
            StateWorkflowImpl.class,
            HistoryWorkflowImpl.class,
            RewindWorkflowImpl.class,
            ImportWorkflowImpl.class,
            QuarantineWorkflowImpl.class,
            ReplayWorkflowImpl.class,
            SearchWorkflowImpl.class,
            VerifyWorkflowImpl.class),
        List.of(
            new CheckSteps(
                new CheckSteps.Connectors(sources, destinations, embedders, stores),
                secrets,
                installation,
                listener),
            new ExtractSteps(sources, secrets, home, listener),
            new LoadSteps(destinations, secrets, home, listener),
            new HistorySteps(destinations, secrets, home, listener),
            new QuarantineSteps(secrets, home, listener),
            new EmbedSteps(destinations, embedders, stores, secrets, home, listener),
            new VectorVerifySteps(destinations, embedders, stores, secrets, home, listener),
            new VerifySteps(sources, destinations, secrets, home, listener)));
  }

  /**
   * Where secrets are looked for, in PyAirbyte's order: environment, {@code .env}, folders of
   * secrets, further stores; at last those the caller adds (a prompt).
   *
   * @param settings of this process
   * @param folders whose {@code .env} is looked at after the current folder's
   * @param last asked after all others
   */
  public static Secrets secrets(Settings settings, List<Path> folders, List<SecretStore> last) {
    List<SecretStore> stores = new ArrayList<>();
    stores.add(new EnvironmentStore(settings.environment()));
    Stream.of(Stream.of(Path.of("")), folders.stream(), Stream.of(settings.home()))
        .flatMap(each -> each)
        .map(folder -> folder.toAbsolutePath().normalize().resolve(".env"))
        .distinct()
        .forEach(file -> stores.add(new DotenvStore(file)));
    settings.secretFolders().forEach(folder -> stores.add(new FileStore(folder)));
    for (SecretStoreProvider provider : ServiceLoader.load(SecretStoreProvider.class)) {
      stores.add(provider.open(settings.environment(), settings.home()));
    }
    stores.addAll(last);
    return new Secrets(stores);
  }
}
