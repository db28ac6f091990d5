package import Accounts

extension OneLine.Problem {
    /// What is wrong and what to do now, to follow the name of the value.
    package var phrase: String {
        switch self {
        case .empty: "\(fact): fill it"
        case .hidden: "\(fact): type it anew without"
        case .tooLong: "\(fact): shorten it"
        }
    }

    /// What is wrong, for a reader who cannot correct it.
    package var fact: String {
        switch self {
        case .empty: "is empty"
        case .hidden(let character): "holds \(character.spoken), which nobody sees"
        case .tooLong(let limit): "is longer than \(limit) bytes"
        }
    }
}
