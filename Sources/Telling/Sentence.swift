extension String {
    /// The text as a sentence of its own, with a capital letter, and a full stop unless another mark ends it.
    package var sentence: String {
        guard let first else { return self }
        return first.uppercased() + dropFirst() + (last.map { ".!?…".contains($0) } == true ? "" : ".")
    }

    /// The sentence with one full stop where its last word, such as `S.A.`, has one already.
    var endedOnce: String { hasSuffix("..") && !hasSuffix("...") ? String(dropLast()) : self }
}
