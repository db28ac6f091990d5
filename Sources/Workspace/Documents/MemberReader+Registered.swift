import Accounts

/// What registrations name: secrets by where they are kept, and files.
extension MemberReader {
    /// Where a secret is kept; an error does not repeat the text, since that may be the secret itself.
    func reference(_ name: String) throws(MemberProblem) -> SecretReference? {
        guard let text = try string(name)?.trimmed else { return nil }
        if let hidden = text.firstHidden { throw problem(name, .text(.hidden(hidden))) }
        guard let reference = SecretReference(text) else { throw problem(name, .bareSecret) }
        return reference
    }

    /// A path is kept exactly as the file system spells it.
    func path(_ name: String) throws(MemberProblem) -> String? {
        guard let path = try string(name)?.trimmed else { return nil }
        guard !path.isEmpty else { throw problem(name, .text(.empty)) }
        if let hidden = path.firstHidden { throw problem(name, .text(.hidden(hidden))) }
        return path
    }
}
