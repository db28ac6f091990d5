import Glibc

/// The harness itself could not do its work; says nothing about the program.
package enum HarnessFailure: Error, Sendable, CustomStringConvertible {
    /// A system call failed.
    case system(String, Int32)
    /// A preparation did not end as it must.
    case preparation(String)

    /// What could not be done.
    package var description: String {
        switch self {
        case .system(let what, let number): "\(what): \(String(cString: strerror(number)))"
        case .preparation(let what): what
        }
    }
}
