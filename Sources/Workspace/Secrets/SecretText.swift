import Accounts

/// Extracts a secret from the text that holds it, whatever an editor has left around it.
enum SecretText {
    /// Reads the secret, leaving out a byte order mark and one newline at the end (LF or CR LF).
    ///
    /// Invisible characters and white space at the ends are refused: the vendor would only say that the key is wrong.
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
