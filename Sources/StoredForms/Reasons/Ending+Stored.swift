package import Synchronizing

extension BulkRun.Ending: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("doubts", doubts, .number),
        .init("quarantined", quarantined, .part),
        .init("complete", .complete), .init("stopped", .stopped), .init("unreachable", .unreachable),
        .init("storeFailed", .storeFailed),
    ]

    package var stored: StoredReason {
        var reason = StoredReason()
        write(to: &reason)
        return reason
    }
}

extension BulkRun.Quarantine: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("refused", refused, .number),
        .init("paused", paused, .part),
        .init("failures", { .failures($0, of: $1) }, .number, .column),
    ]
}
