import CPostgreSQL
import Foundation
import Glibc
package import Synchronizing

/// Where a book is on a server, as libpq understands it; never with a password.
package struct BookAddress: Hashable, Sendable {
    /// What libpq is given.
    let connection: String
    /// The address as it may be shown.
    package let name: String
    /// Whether it names a service, of which only libpq knows where it is.
    let isService: Bool
    /// Whether all of its hosts are on this machine, as far as the address itself says.
    let isLocal: Bool

    /// Takes a URI or `service=NAME`; nothing is opened.
    package init(_ text: String, environment: [String: String]) throws(StoreFailure) {
        // The name of a scheme is the same in any case (RFC 3986, section 3.1), but not to libpq.
        let scheme = text.prefix { $0 != ":" }
        let text = text.hasPrefix(scheme + "://") ? scheme.lowercased() + text[scheme.endIndex...] : text
        let name = Self.shown(text)
        guard let libpq = libpq()?.pointee else { throw .server(path: name, .noLibrary) }
        var words: UnsafeMutablePointer<CChar>?
        // The words may quote a part of a password, so they are not shown.
        defer { libpq.freemem(words) }
        guard !Self.isList(text), let options = libpq.conninfoParse(text, &words) else {
            throw .server(path: name, .notAName)
        }
        defer { libpq.conninfoFree(options) }
        let values = Self.values(options)
        guard values["password"] == nil, values["sslpassword"] == nil else {
            throw .server(path: name, .passwordInName)
        }
        let file = values["passfile"] ?? environment["PGPASSFILE"] ?? environment["HOME"].map { $0 + "/.pgpass" }
        // libpq would warn on standard error, over the screen, and go on without it.
        if let file, Self.isExposed(file) { throw .server(path: name, .passwordFileExposed(file)) }
        connection = text
        self.name = name
        isService = (values["service"] ?? environment["PGSERVICE"]) != nil
        // In libpq's order: an address, also one of the environment, is where it connects, whatever the host is called.
        let places = [values["hostaddr"], environment["PGHOSTADDR"], values["host"], environment["PGHOST"]]
        let hosts = (places.lazy.compactMap(\.self).first { !$0.isEmpty } ?? "").split(separator: ",")
        isLocal = hosts.allSatisfy { Self.isLocal($0) }
    }

    /// Whether a text names a book on a server, and not a folder.
    package static func names(_ text: String) -> Bool {
        let text = text.lowercased()
        return ["postgresql://", "postgres://", "service="].contains { text.hasPrefix($0) } || isList(text)
    }

    /// Whether a text is a list of libpq's parameters, which names neither a book nor, certainly, a folder.
    private static func isList(_ text: String) -> Bool {
        let text = text.lowercased()
        return ["host=", "hostaddr=", "port=", "dbname=", "user="].contains { text.hasPrefix($0) }
    }

    /// The address without user, password and parameters.
    package static func shown(_ text: String) -> String {
        guard let start = text.range(of: "://") else {
            return text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("service=") }.map(String.init)
                ?? text.prefix { $0 != "=" } + "=…"
        }
        // By bytes, and up to the last @: libpq takes what stands before it for user and password, whatever is in it.
        let rest = text[start.upperBound...].utf8
        let place = rest.lastIndex(of: UInt8(ascii: "@")).map { rest[rest.index(after: $0)...] } ?? rest[...]
        let shown = place.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        return "postgresql://" + (String(shown) ?? "")
    }

    /// The name of a folder for what a machine keeps of a book: readable, and another one for another text.
    package static func folderName(_ text: String) -> String {
        let readable = shown(text).replacing("postgresql://", with: "")
            .map { $0.isASCII && ($0.isLetter || $0.isNumber || ".-=".contains($0)) ? $0 : "_" }
        return String(readable.prefix(100)) + "-" + text.fingerprint
    }

    static func isLocal(_ host: Substring) -> Bool {
        host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
    }

    static func values(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val, value.pointee != 0 {
                values[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        return values
    }

    /// Whether others may read a file; false if there is none.
    private static func isExposed(_ file: String) -> Bool {
        var status = stat()
        return stat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o077 != 0
    }
}

extension String {
    /// A short name for a text, another one for another text: FNV-1a, the same in each version.
    package var fingerprint: String {
        String(utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
    }
}
