import Dispatch
import Synchronization

/// Reads the next portion of a source while the one before is looked at, on another core.
final class ReadAhead<Source: RowSource, Portion: Sendable>: Sendable {
    private let state: Mutex<(source: Source, portion: Portion?)>
    private let queue = DispatchQueue(label: "read-ahead")

    init(_ source: Source) { state = Mutex((source, nil)) }

    /// Begins to read a portion; the one before must have been taken.
    private func begin(_ read: @escaping @Sendable (inout Source) -> Portion) {
        queue.async { [self] in state.withLock { $0.portion = read(&$0.source) } }
    }

    /// The portion that was begun last, once it is read; nil if none was begun.
    func taken() -> Portion? {
        queue.sync {
            state.withLock { state in
                defer { state.portion = nil }
                return state.portion
            }
        }
    }

    /// The source as it is now, once nothing is being read.
    var source: Source { queue.sync { state.withLock(\.source) } }
}

extension ReadAhead where Portion == [SourceRow] {
    /// Begins to read the next rows.
    func begin(most count: Int) {
        begin { source in
            var rows: [SourceRow] = []
            rows.reserveCapacity(count)
            while rows.count < count, let row = source.next() { rows.append(row) }
            return rows
        }
    }
}

extension ReadAhead where Portion == [FileRow] {
    /// Begins to read rows again, up to one that cannot be read.
    func begin(_ positions: [RowPosition]) {
        begin { source in
            var rows: [FileRow] = []
            rows.reserveCapacity(positions.count)
            for position in positions {
                guard let row = source.row(at: position) else { break }
                rows.append(row)
            }
            return rows
        }
    }
}
