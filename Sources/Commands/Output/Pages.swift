import Foundation
import Synchronization

/// A way of printing what is found, portion by portion.
protocol PortionPrinting: Sendable {
    /// What is printed at a time.
    associatedtype Portion: Sendable

    /// What is printed of the next rows now.
    mutating func text(_ rows: Portion) throws -> [UInt8]
}

/// Prints portions in their order, each while the next one is read.
final class Pages<Printing: PortionPrinting>: Sendable {
    private let printing: Mutex<Printing>
    private let problem = Mutex<(any Error)?>(nil)
    private let queue = DispatchQueue(label: "pages")
    /// How many portions may wait; a reader that rests stops the reading, too.
    private let room = DispatchSemaphore(value: 2)

    init(_ printing: Printing) { self.printing = Mutex(printing) }

    /// Takes a portion, once there is room; false if nothing more can be printed.
    func print(_ rows: Printing.Portion) -> Bool {
        room.wait()
        queue.async { [self] in
            write(rows)
            room.signal()
        }
        return canPrint
    }

    private var canPrint: Bool { problem.withLock { $0 == nil } && !StandardOutput.isLost }

    private func write(_ rows: Printing.Portion) {
        guard canPrint else { return }
        do {
            StandardOutput.write(try printing.withLock { try $0.text(rows) })
        } catch {
            problem.withLock { $0 = error }
        }
    }

    /// The way of printing, once all portions are printed.
    func end() throws -> Printing {
        try queue.sync {
            if let problem = problem.withLock({ $0 }) { throw problem }
            return printing.withLock { $0 }
        }
    }
}
