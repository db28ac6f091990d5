package import AccountFiles
import Accounts

extension Notice {
    /// Why an import is held, and how it is let through.
    package init(_ surprise: Surprise) {
        let limits = surprise.limits
        self =
            .warning(
                "Held, since too much would change at once: more than \(limits.accounts.accounts) or \(limits.percent) % of the \(surprise.known.grouped) known."
            )
            .details(surprise.parts.map { $0.sentence(surprise.share(of: $0)) })
            .cure("Check that the source is right; if it is, do it again with --let-through.")
    }
}

extension Surprise.Part {
    fileprivate func sentence(_ share: Double) -> String {
        let percent = share < 1 ? "under 1 %" : "\(Int(share.rounded())) %"
        let examples = examples.map(\.phrase).joined(separator: "; ")
        return
            "\(count.accounts) (\(percent)) would \(kind.phrase): \(examples)\(count > self.examples.count ? "; …" : ".")"
    }
}

extension Surprise.Kind {
    var phrase: String {
        switch self {
        case .moved: "get another parent, or none"
        case .blanked: "lose a value"
        case .vanished: "be missing from the BSS"
        }
    }
}

extension Surprise.Example {
    fileprivate var phrase: String {
        switch column {
        case .parentCode?: "\(code), now under \(before.orNobody), then under \(after.orNobody)"
        case let column?: "\(code), \(column.rawValue) \"\(shortened)\""
        case nil: "\(code), \(shortened)"
        }
    }

    /// An example need not be whole: a value may have 64 KiB.
    private var shortened: String { before.cut(to: 40) }
}

extension String {
    fileprivate var orNobody: String { isEmpty ? "nobody" : self }
}
