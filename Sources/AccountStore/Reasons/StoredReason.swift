import Accounts
import FoundationEssentials

/// A reason as it is stored: one flat object, whose `kind` names the case and those within it, joined by dots.
///
/// The names are written out here, so that a case that is renamed changes no file.
struct StoredReason: Codable, Hashable {
    var kind: String
    var host: String?
    var proxy: String?
    var name: String?
    var issuer: String?
    var file: String?
    var text: String?
    var names: [String]?
    var number: Int?
    var column: Int?
    var seconds: Double?

    init(_ kind: String, _ fill: (inout StoredReason) -> Void = { _ in }) {
        self.kind = kind
        fill(&self)
    }

    /// The same with another member.
    func with(_ fill: (inout StoredReason) -> Void) -> StoredReason {
        var reason = self
        fill(&reason)
        return reason
    }

    /// The same as a case of something else.
    func under(_ outer: String) -> StoredReason {
        with { $0.kind = "\(outer).\(kind)" }
    }

    /// The outermost name.
    var first: Substring { kind.prefix { $0 != "." } }

    /// What stands within the outermost name.
    var inner: StoredReason {
        with { $0.kind = String(kind.dropFirst(first.count + 1)) }
    }
}

extension Reason {
    /// The stored text; what no version here wrote is taken as words.
    init(stored: String) {
        // Whatever it is, it is no damage: a later version may have more reasons.
        let reason = try? JSONDecoder().decode(StoredReason.self, from: Data(stored.utf8))
        self = reason.flatMap { Reason($0) } ?? .words(stored)
    }

    private init?(_ stored: StoredReason) {
        switch stored.first {
        case "throttled": self = .throttled
        case "notSent":
            guard let unsent = Unsent(stored.inner) else { return nil }
            self = .notSent(unsent)
        case "inDoubt":
            guard let doubt = Doubt(stored.inner) else { return nil }
            self = .inDoubt(doubt)
        case "refused":
            guard let status = stored.number, let message = stored.text else { return nil }
            self = .refused(status: status, message: message)
        case "absent": self = .absent
        case "abandoned": self = .abandoned
        case "unlinked": self = .unlinked
        case "notSentAfterAll": self = .notSentAfterAll
        case "endedBeforeSending": self = .endedBeforeSending
        case "words":
            guard let words = stored.text else { return nil }
            self = .words(words)
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .throttled: .init("throttled")
        case .notSent(let unsent): unsent.stored.under("notSent")
        case .inDoubt(let doubt): doubt.stored.under("inDoubt")
        case .refused(let status, let message): .init("refused") { ($0.number, $0.text) = (status, message) }
        case .absent: .init("absent")
        case .abandoned: .init("abandoned")
        case .unlinked: .init("unlinked")
        case .notSentAfterAll: .init("notSentAfterAll")
        case .endedBeforeSending: .init("endedBeforeSending")
        case .words(let words): .init("words") { $0.text = words }
        }
    }
}
