package import AccountFiles
import Synchronizing

extension Phrases {
    /// How far an import is: `Importing   47 %   470,000 rows   31,000/s   0:17 left`.
    package static func importing(_ progress: ImportProgress, after duration: Duration) -> String {
        let verb = progress.stage == .reading ? "Checking" : "Importing"
        return
            ([verb, "\(Int(progress.fraction * 100)) %"]
            + pace(progress.rows, "rows", fraction: progress.fraction, after: duration))
            .joined(separator: "   ")
    }

    /// How far a plan is: `Planning   47 %   47,000 of 100,000   9,100/s   0:06 left`.
    package static func planning(_ done: Int, of total: Int, after duration: Duration) -> String {
        let fraction = Double(done) / Double(max(total, 1))
        return
            (["Planning", "\(Int(fraction * 100)) %"]
            + pace(done, "of \(total.grouped)", fraction: fraction, after: duration))
            .joined(separator: "   ")
    }

    private static func pace(_ done: Int, _ unit: String, fraction: Double, after duration: Duration) -> [String] {
        let seconds = duration.seconds
        guard fraction > 0, seconds > 0 else { return ["\(done.grouped) \(unit)"] }
        let left = Int((seconds / fraction - seconds).rounded(.up))
        return ["\(done.grouped) \(unit)", "\(Int(Double(done) / seconds).grouped)/s", "\(left.clock) left"]
    }
}
