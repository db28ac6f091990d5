/// The hosts that are this machine, where nobody else can read plain http.
package enum Loopback {
    /// Whether a URL's host is this machine: by name, or by an address in its usual spelling.
    ///
    /// Other spellings do not count: some resolvers read 0127.0.0.1 as an octal number, and so as another machine.
    package static func contains(_ host: String) -> Bool {
        let host = host.lowercased()
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in UInt8(part).map { "\($0)" == part } ?? false }
    }
}
