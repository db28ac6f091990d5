import Synchronization

/// Runs every simulated process on the calling thread, one job at a time, in the order in which they became ready.
///
/// Nothing runs concurrently, so the same seed gives the same run.
final class Pump: TaskExecutor {
    private let ready = Mutex<(jobs: [UnownedJob], next: Int)>(([], 0))

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        ready.withLock { $0.jobs.append(job) }
    }

    func run() {
        while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func next() -> UnownedJob? {
        ready.withLock { ready in
            guard ready.next < ready.jobs.count else {
                ready = ([], 0)
                return nil
            }
            ready.next += 1
            return ready.jobs[ready.next - 1]
        }
    }
}
