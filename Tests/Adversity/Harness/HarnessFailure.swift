import Glibc

/// The harness itself failed, which says nothing about the program.
package enum HarnessFailure: Error, Sendable, CustomStringConvertible {
    case system(String, Int32)
    /// A preparation did not end as it should.
    case preparation(String)

    package var description: String {
        switch self {
        case .system(let what, let number): "\(what): \(String(cString: strerror(number)))"
        case .preparation(let what): what
        }
    }
}
