import Accounts
import Synchronizing

/// What a journal returns, in the few words that a trace needs, always in the same order.
protocol Brief {
    var brief: String { get }
}

extension Link: Brief {
    var brief: String {
        "\(account) on \(system) \(state.rawValue) (\(generation))\(externalID.map { " as \($0)" } ?? "")"
    }
}

extension [Link]: Brief {
    var brief: String { isEmpty ? "nothing" : map(\.brief).joined(separator: ", ") }
}

extension IntentVerdict: Brief {
    var brief: String {
        switch self {
        case .committed(let link): "committed, \(link.brief)"
        case .changed(let changes): "changed: \(changes)"
        case .claimed(let link): "claimed, \(link.brief)"
        }
    }
}

extension OutcomeVerdict: Brief {
    var brief: String {
        switch self {
        case .recorded(let link): "recorded, \(link.brief)"
        case .conflict(let link, let holder): "conflict with \(holder.account.id), \(link.brief)"
        case .stale(let link): "stale, \(link?.brief ?? "no link")"
        }
    }
}
