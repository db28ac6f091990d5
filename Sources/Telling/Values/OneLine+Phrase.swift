package import Accounts

extension OneLine.Problem {
    /// What is wrong and what to do now, to follow the name of the value.
    package var phrase: String {
        switch self {
        case .empty: "\(fact): fill it"
        case .hidden: "\(fact): type it again without it"
        case .tooLong: "\(fact): shorten it"
        }
    }

    /// What is wrong, for a reader who cannot correct it.
    package var fact: String {
        switch self {
        case .empty: "is empty"
        case .hidden(let character): "holds \(character.spoken), which is invisible"
        case .tooLong(let limit): "is longer than \(limit) bytes"
        }
    }
}
