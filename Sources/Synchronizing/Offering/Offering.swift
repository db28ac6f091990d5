import Accounts
import FoundationEssentials

/// Offers to a book what a sender's journal knows and the book does not, before anything else is sent.
///
/// Whatever may have reached the vendor becomes *in doubt*, never ready; an outcome that is known is recorded. Offering
/// twice changes nothing.
package actor Offering {
    private let journal: any Journal
    private let sends: any SendersJournal
    private let timekeeper: any Timekeeper
    private let by: String
    /// The home at which everything is offered.
    private var settled: String?
    /// When it was last seen that the book knows the last sends.
    private var looked: Date?
    /// What is just being found out for a home.
    private var looking: (mark: String, task: Task<Result<OfferReport?, StoreFailure>, Never>)?
    /// What this book has settled otherwise.
    private var dismissed: Set<AttemptID> = []
    /// What is offered once the book has the account and the system, and the login sees them.
    private var misplaced: [KeptSend] = []

    package init(_ sends: any SendersJournal, to journal: any Journal, timekeeper: any Timekeeper, by: String) {
        (self.sends, self.journal, self.timekeeper, self.by) = (sends, journal, timekeeper, by)
    }

    /// Offers what there is if the home or the place is another one than the last time, or if the book does not know the
    /// last sends; nil if there was nothing to do.
    package func offer(at reading: HomeReading) async throws(StoreFailure) -> OfferReport? {
        let mark = reading.mark
        // A server may be set back under an open program: that takes longer than a second.
        if mark == settled, let looked, abs(timekeeper.now().wall.timeIntervalSince(looked)) < 1 { return nil }
        // Several sends that begin at once look once.
        if let looking, looking.mark == mark {
            _ = try await looking.task.value.get()
            return nil
        }
        let task = Task { await self.find(mark) }
        looking = (mark, task)
        let found = await task.value
        if looking?.task == task { looking = nil }
        return try found.get()
    }

    private func find(_ mark: String) async -> Result<OfferReport?, StoreFailure> {
        do throws(StoreFailure) { return .success(try await offer(mark)) } catch { return .failure(error) }
    }

    private func offer(_ mark: String) async throws(StoreFailure) -> OfferReport? {
        let now = timekeeper.now().wall
        let isOffered = if mark == settled { true } else { try await sends.mark() == mark }
        if isOffered, try await knowsLatest() {
            (settled, looked) = (mark, now)
            return nil
        }
        // Nobody sends on what was seen before, until all is offered; what is left is offered again before the next send.
        settled = nil
        let report = try await offerAll()
        if report.left == 0 {
            // What had no place is offered by the next process, which may see more of the book.
            if misplaced.isEmpty { try await sends.keep(mark: mark) }
            (settled, looked) = (mark, now)
        }
        return report
    }

    /// What would be offered; nothing is written.
    package func preview() async throws(StoreFailure) -> OfferReport {
        let (report, wanted) = try await lacking()
        var counted = report
        counted.offered = wanted.count
        return counted
    }

    private static let mostLooked = 20

    /// Whether the book knows the last sends, and the outcomes of them: it may have lost commits and look as before.
    private func knowsLatest() async throws(StoreFailure) -> Bool {
        // A limited member may share the machine with others, whose sends are many.
        let latestMisplaced = Array(misplaced.suffix(Self.portion))
        if !latestMisplaced.isEmpty, try await journal.places(of: latestMisplaced).contains(.here) { return false }
        let known = dismissed.union(misplaced.lazy.map(\.intent.attempt))
        let latest = try await sends.latest(Self.mostLooked).filter { !known.contains($0.intent.attempt) }
        guard !latest.isEmpty else { return true }
        let gaps = try await journal.gaps(among: latest.map(\.intent.attempt))
        return !latest.contains { Self.isLacking($0, gaps) }
    }

    private static func isLacking(_ send: KeptSend, _ gaps: JournalGaps) -> Bool {
        if gaps.unknown.contains(send.intent.attempt) { return !send.isWithoutEffect }
        guard gaps.inDoubt.contains(send.intent.attempt) else { return false }
        return switch send.outcome {
        case .created, .refused, .notSent: true
        case .inDoubt, nil: false
        }
    }

    private static let portion = 1_000

    /// The sends that the book lacks and has a place for, and the number of those for which it has none.
    private func lacking() async throws(StoreFailure) -> (OfferReport, [(send: KeptSend, isKnown: Bool)]) {
        let reading = try await sends.reading()
        var report = OfferReport()
        (report.sends, report.damagedLines) = (reading.sends.count, reading.damagedLines)
        var (wanted, missing): ([(send: KeptSend, isKnown: Bool)], [KeptSend]) = ([], [])
        for portion in reading.sends.portions(of: Self.portion) {
            let gaps = try await journal.gaps(among: portion.map(\.intent.attempt))
            let lacking = portion.filter { Self.isLacking($0, gaps) }
            for (send, place) in zip(lacking, lacking.isEmpty ? [] : try await journal.places(of: lacking)) {
                switch place {
                case .here: wanted.append((send, !gaps.unknown.contains(send.intent.attempt)))
                case .missing: missing.append(send)
                case .foreign: dismissed.insert(send.intent.attempt)
                }
            }
        }
        (misplaced, report.misplaced) = (missing, missing.count)
        return (report, wanted)
    }

    private func offerAll() async throws(StoreFailure) -> OfferReport {
        var (report, wanted) = try await lacking()
        for (send, isKnown) in wanted {
            report.offered += 1
            if isKnown {
                do {
                    report.count(try await record(send))
                } catch let failure where failure.isForbidden {
                    // Another login sent it, and this one may not write what came of it.
                    report.inDoubt += 1
                }
                continue
            }
            switch try await journal.admit(send, at: timekeeper.now(), by: by) {
            case .known: report.offered -= 1
            case .admitted: report.count(try await record(send))
            case .admittedBesides:
                report.count(try await record(send))
                if case .created? = send.outcome { report.held.append(send) }
            case .busy: report.left += 1
            case .held(let link):
                dismissed.insert(send.intent.attempt)
                if case .created(let id)? = send.outcome, link.externalID?.folded == id.folded {
                    report.offered -= 1
                } else {
                    report.held.append(send)
                }
            // It went meanwhile.
            case .misplaced: report.left += 1
            }
        }
        return report
    }

    private func record(_ send: KeptSend) async throws(StoreFailure) -> OutcomeVerdict {
        try await journal.commit(
            send.outcome?.final ?? .inDoubt(.unknownToBook),
            of: send.intent.attempt,
            at: timekeeper.now()
        )
    }
}
