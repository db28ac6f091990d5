import Accounts

/// What a secret is in the text where it stands, whatever the editor left around it.
enum SecretText {
    /// The secret without a byte order mark and one newline at the end (LF or CR LF).
    ///
    /// What nobody sees, and white space at an end, is not taken: the vendor would only say that the key is wrong.
    static func read(_ text: String, of reference: SecretReference) throws(SecretFailure) -> Secret {
        var scalars = text.unicodeScalars[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        if scalars.last == "\n" {
            scalars.removeLast()
            if scalars.last == "\r" { scalars.removeLast() }
        }
        let secret = String(Substring(scalars))
        guard !secret.trimmed.isEmpty else { throw .empty(reference) }
        if let hidden = secret.firstHidden { throw .hidden(reference, hidden) }
        guard secret.trimmed == secret else { throw .whiteSpace(reference) }
        return Secret(secret)
    }
}
