/// Why no client can be created for a system as it is registered.
package enum Unusable: Error, Hashable, Sendable {
    case secret(SecretFailure)
    /// The CA file, with its path as the registration spells it.
    case caFile(String, CAFileFault)
}

package enum CAFileFault: Hashable, Sendable {
    case missing
    /// It is not a plain file, or it is too long.
    case notAFile
    case empty
    case noCertificate
    /// It contains a certificate that cannot be read.
    case broken
    /// An error in the words of the operating system.
    case system(String)
}
