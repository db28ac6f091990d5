package import Accounts

extension UnknownTerm {
    package var message: String {
        switch kind {
        case .name: "\(text) is not a term"
        case .noValue: "\(text) needs a value"
        case .state: "\(text) is not a known state"
        case .kind: "\(text) is not a known role"
        case .system: "\(text) is not a known system"
        case .country: "\(text) is not a known country"
        case .yesOrNo: "\(text) is neither yes nor no"
        case .phone: "\(text) has no digits"
        case .time: "\(text) is not a time"
        case .tooMany(let limit): "the filter has more than \(limit) words"
        }
    }

    package var cure: String {
        switch kind {
        case .name:
            "use \(AccountFilter.termNames.map { "\($0):" }.listed(by: "or")), or quotes around a word with a colon"
        case .noValue: "write what it is to be, or leave it out"
        case .state:
            "use \((SyncState.allCases.map { $0.rawValue.replacing(" ", with: "-") } + ["failed"]).listed(by: "or"))"
        case .kind: "use reseller, customer, end or direct"
        case .system(_, let known):
            known.isEmpty ? "register it first" : "use \(known.map(\.rawValue).listed(by: "or"))"
        case .country: "use a code of two letters, or a name"
        case .yesOrNo: "use yes or no"
        case .phone: "write the digits of a phone number"
        case .time: "use today, yesterday, 2h, 3d, 1w, or a date: 2026-11 or 2026-11-25"
        case .tooMany: "leave some out"
        }
    }
}

extension [String] {
    /// The texts as they appear in a sentence: `a, b or c`.
    fileprivate func listed(by word: String) -> String {
        count > 1 ? "\(dropLast().joined(separator: ", ")) \(word) \(self[count - 1])" : joined()
    }
}
