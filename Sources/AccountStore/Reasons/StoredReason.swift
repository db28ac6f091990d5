import Accounts
import FoundationEssentials

/// A reason as it is stored: one flat object, whose `kind` joins the names of the nested cases with dots.
///
/// The names are written out here, so that renaming a case changes no file.
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

    /// A copy after `fill` has changed it.
    func with(_ fill: (inout StoredReason) -> Void) -> StoredReason {
        var reason = self
        fill(&reason)
        return reason
    }

    /// A copy, nested in an outer case.
    func under(_ outer: String) -> StoredReason {
        with { $0.kind = "\(outer).\(kind)" }
    }

    var first: Substring { kind.prefix { $0 != "." } }

    /// The reason within the outermost name.
    var inner: StoredReason {
        with { $0.kind = String(kind.dropFirst(first.count + 1)) }
    }
}

extension Reason {
    /// Reads the stored text; text that no version up to this one wrote is taken as words.
    init(stored: String) {
        // Unknown text is not damage: a later version may have more reasons.
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
