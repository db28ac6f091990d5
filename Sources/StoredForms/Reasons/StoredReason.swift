import Accounts
import FoundationEssentials

/// A reason as it is stored: one flat object, whose `kind` joins the names of the nested cases with dots.
package struct StoredReason: Codable, Hashable, Sendable {
    var kind = ""
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

    /// Divides the kind into its outermost name and the reason within it.
    var divided: (name: Substring, inner: StoredReason) {
        let name = kind.prefix { $0 != "." }
        var inner = self
        inner.kind = String(kind.dropFirst(name.count + 1))
        return (name, inner)
    }
}

/// An enum whose values stand in a column by themselves.
package protocol StoredWhole: StoredCases {
    /// A text that is none of the other cases.
    static func words(_ text: String) -> Self
}

extension StoredWhole {
    /// Reads the stored text; text that no version up to this one wrote is taken as words.
    package init(stored: String) {
        // Unknown text is not damage: a later version may have more cases.
        let reason = try? JSONDecoder().decode(StoredReason.self, from: Data(stored.utf8))
        self = reason.flatMap { Self($0) } ?? .words(stored)
    }

    package var stored: StoredReason {
        var reason = StoredReason()
        write(to: &reason)
        // A case that is in no list could not be read again; its description still says something.
        return Self(reason) == self ? reason : StoredReason(kind: "words", text: "\(self)")
    }
}
