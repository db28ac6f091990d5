import Synchronization
import Telling

/// A request to end an import: nothing is imported, unless everything already has been.
final class ImportStop: Sendable {
    private enum Phase: Equatable {
        case reading, importing
        case stopping(EndSignal)
    }

    private let phase = Mutex(Phase.reading)

    var isPressed: Bool {
        if case .stopping = phase.withLock({ $0 }) { true } else { false }
    }

    func begin() { phase.withLock { $0 = .importing } }

    func answer(_ signal: EndSignal, isFirst: Bool) -> EndReply {
        guard isFirst else { return .ends([Phrases.wholeOrNot]) }
        return phase.withLock { phase in
            guard phase == .importing else { return .ends([Phrases.readingEnded]) }
            phase = .stopping(signal)
            return .stops
        }
    }

    /// Ends the process as the signal would have done: the transaction was rolled back.
    func end() -> Never {
        guard case .stopping(let signal) = phase.withLock({ $0 }) else { preconditionFailure("nobody asked to end") }
        EndRequests.end(saying: [Phrases.importEnded], signal)
    }
}
