package dev.eider.worker.chaos;

import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.WorkerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Everything there is to break.
 *
 * @param installation server and workers in one folder
 * @param crew the workers on duty
 * @param lanes one for each kind of sync, each with a disk of its own
 * @param staging the disk of the installation's batches
 * @param clock of single workers
 */
record Ground(Installation installation, Crew crew, List<Lane> lanes, Disk staging, Clock clock)
    implements AutoCloseable {
  private static final int STAGING_MEGABYTES = 128;
  private static final int DISK_MEGABYTES = 256;

  /** In a folder, with so many workers; lanes go on while there is more to do. */
  static Ground in(Path folder, int workers, Tally tally, BooleanSupplier more) {
    Disk staging = Disk.at(folder.resolve("home").resolve("staging"), STAGING_MEGABYTES);
    Installation installation = Installation.in(folder);
    List<Job> jobs =
        List.of(
            ApiJob.upserting(disk(folder, "api-upsert"), Canary.REFERENCE),
            ApiJob.appending(disk(folder, "api-append"), Canary.REFERENCE),
            new FileJob(disk(folder, "file-upsert"), folder),
            new MirrorJob(disk(folder, "file-mirror"), folder));
    return new Ground(
        installation,
        new Crew(installation, workers, Canary.ENVIRONMENT),
        jobs.stream().map(job -> new Lane(job, installation, tally, more)).toList(),
        staging,
        new Clock());
  }

  private static Disk disk(Path folder, String name) {
    return Disk.at(folder.resolve("disk-" + name), DISK_MEGABYTES);
  }

  /** Ends the processes; disks stay, to be looked at. */
  void stop() {
    installation.workers().forEach(WorkerProcess::kill);
  }

  @Override
  public void close() {
    try {
      installation.close();
      lanes.forEach(lane -> lane.job().close());
    } finally {
      lanes.forEach(lane -> lane.disk().close());
      staging.close();
    }
  }
}
