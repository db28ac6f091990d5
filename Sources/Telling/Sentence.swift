extension String {
    /// The text as a sentence of its own, with a capital letter, and a full stop unless another mark ends it.
    package var sentence: String {
        guard let first else { return self }
        return first.uppercased() + dropFirst() + (last.map { ".!?…".contains($0) } == true ? "" : ".")
    }

    /// What is wrong, with what to do about it behind a colon.
    func followed(by cure: String?) -> String { cure.map { "\(self): \($0)" } ?? self }

    /// The text, cut after so many characters at most.
    func cut(to most: Int) -> String { count > most ? "\(prefix(most - 1))…" : self }

    /// The sentence with one full stop where its last word, such as `S.A.`, has one already.
    var endedOnce: String { hasSuffix("..") && !hasSuffix("...") ? String(dropLast()) : self }
}

extension [String] {
    /// The texts as they are said one after the other: `name, email and country`.
    var spokenList: String {
        guard count > 1, let last else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) and \(last)"
    }

    /// The first of the texts, and how many more there are.
    func listed(atMost most: Int) -> String {
        let more = count - most
        return prefix(most).joined(separator: ", ") + (more > 0 ? " and \(more.grouped) more" : "")
    }
}
