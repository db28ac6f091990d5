import Accounts
import Foundation
import StoredForms
import Synchronizing

/// A line of a sender's journal: a digest of what follows, so that a torn or damaged line is noticed, and JSON.
///
/// It has what the exists call needs in order to be made again as it was, and nothing else that is personal: no name, no
/// address, no secret, no value of a Mask field.
struct SendersLine: Codable {
    var attempt: AttemptID
    var account: AccountID?
    var system: SystemName?
    /// The claim key of the system to which it is sent.
    var vendor: String?
    /// For what is about to be sent.
    var intent: StoredIntent?
    /// For what came back.
    var outcome: Ending?

    struct Ending: Codable {
        var kind: Kind
        var id: ExternalID?
        var status: Int?
        var message: String?
        var reason: StoredReason?
    }

    enum Kind: String, Codable {
        case created, refused
        case notSent = "not sent"
        case inDoubt = "in doubt"
    }

    init(_ intent: Intent, at vendor: String) {
        (attempt, account, system, self.vendor) = (intent.attempt, intent.account, intent.system, vendor)
        var lean = intent
        lean.traits = nil
        self.intent = StoredIntent(lean, owner: "")
    }

    init(_ outcome: Outcome, of attempt: AttemptID) {
        self.attempt = attempt
        var ending = Ending(kind: .inDoubt)
        switch outcome {
        case .created(let id): (ending.kind, ending.id) = (.created, id)
        case .refused(let status, let message):
            (ending.kind, ending.status, ending.message) = (.refused, status, message)
        case .notSent(let reason, _): (ending.kind, ending.reason) = (.notSent, reason.stored)
        case .inDoubt: ending.reason = outcome.reason?.stored
        }
        self.outcome = ending
    }

    /// A line begins with its end, so that one that is torn does not take the next one with it.
    func bytes() -> [UInt8]? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Plain texts and numbers can always be encoded.
        guard let json = try? encoder.encode(self) else { return nil }
        return Array("\n\(Self.digest(json)) ".utf8) + Array(json)
    }

    /// Nil for what is torn or damaged.
    init?(_ line: some Collection<UInt8>) {
        let json = Data(line.dropFirst(Self.digits + 1))
        guard Array(line.prefix(Self.digits)) == Array(Self.digest(json).utf8),
            // What this program did not write is damage.
            let read = try? JSONDecoder().decode(Self.self, from: json),
            read.attempt.rawValue.isMadeAsID, read.attempt.rawValue.utf8.count <= 64, !Self.holdsNull(json)
        else { return nil }
        self = read
    }

    /// Whether a text has a character with the code 0, which no book can keep.
    private static func holdsNull(_ json: Data) -> Bool {
        let escape = Array("u0000".utf8)
        var isEscaped = false
        for place in json.indices {
            if isEscaped, json[place...].starts(with: escape) { return true }
            isEscaped = json[place] == 0x5C && !isEscaped
        }
        return false
    }

    private static let digits = 16
    private static func digest(_ json: Data) -> String { String(SHA256.hexadecimal(json).prefix(digits)) }

    /// What is about to be sent; nil for an outcome, and for what no clock can have shown.
    var begun: KeptSend? {
        guard let account, let system, let vendor, let intent else { return nil }
        let made = intent.intent(attempt: attempt, account: account, system: system)
        return made.begun.isStorable && made.deadline.isStorable ? KeptSend(intent: made, vendor: vendor) : nil
    }

    var ended: Outcome? {
        guard let outcome else { return nil }
        switch outcome.kind {
        case .created: return outcome.id.flatMap { $0.folded.isEmpty ? nil : .created($0) }
        case .refused: return .refused(status: outcome.status ?? 0, message: outcome.message ?? "")
        case .notSent: return .notSent(outcome.reason.flatMap { Reason($0) } ?? .notSentAfterAll, triesAgain: false)
        case .inDoubt:
            if case .inDoubt(let doubt)? = outcome.reason.flatMap({ Reason($0) }) { return .inDoubt(doubt) }
            return .inDoubt(.unknownToBook)
        }
    }
}
