/// The hosts that are this machine, whose plain http nobody else can read.
package enum Loopback {
    /// Whether a host of a URL is this machine: by name, or by an address in its usual spelling.
    ///
    /// Other spellings are not taken: to some resolvers 0127.0.0.1 is an octal number, and another machine.
    package static func contains(_ host: String) -> Bool {
        let host = host.lowercased()
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in UInt8(part).map { "\($0)" == part } ?? false }
    }
}
