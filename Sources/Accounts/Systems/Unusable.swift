/// Why no client can be made for a system as it is registered.
package enum Unusable: Error, Hashable, Sendable {
    case secret(SecretFailure)
    /// The CA file, as the registration spells it.
    case caFile(String, CAFileFault)
}

package enum CAFileFault: Hashable, Sendable {
    case missing
    /// It is not a plain file, or too long.
    case notAFile
    case empty
    case noCertificate
    /// It holds a certificate that cannot be read.
    case broken
    /// In the words of the operating system.
    case system(String)
}
