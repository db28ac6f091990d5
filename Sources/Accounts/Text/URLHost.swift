import Foundation
import Glibc

/// The host of a URL, in the spelling in which it is compared.
enum URLHost {
    /// A name in lower case without a trailing dot, four decimal numbers, or an IPv6 address without its brackets.
    static func read(_ text: Substring) throws(WebURL.Problem) -> String {
        if text.hasPrefix("[") {
            guard let address = address6(text.dropFirst().dropLast()) else { throw .host(String(text)) }
            return address
        }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw .foreignHost(ascii: ascii(text)) }
        let name = text.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        // A trailing dot marks a name as fully qualified; DNS treats both spellings as one.
        let named = labels.count > 1 && labels.last == "" ? labels.dropLast() : labels[...]
        guard name.utf8.count <= 254, named.allSatisfy(isLabel) else { throw .host(String(text)) }
        // Some resolvers read 127.1, 0x7f.1 and 2130706433 as one address, and others as another.
        if let last = named.last, isNumeric(last) { guard isAddress4(named) else { throw .host(String(text)) } }
        return named.joined(separator: ".")
    }

    /// Letters, digits, hyphens and, as in many intranets, underscores (RFC 1123, section 2.1).
    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private static func isNumeric(_ label: Substring) -> Bool {
        label.allSatisfy(\.isNumber) || label.hasPrefix("0x") && label.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    private static func isAddress4(_ labels: ArraySlice<Substring>) -> Bool {
        labels.count == 4 && labels.allSatisfy { label in UInt8(label).map { "\($0)" == label } ?? false }
    }

    /// The canonical spelling of RFC 5952.
    private static func address6(_ text: Substring) -> String? {
        var address = in6_addr()
        guard inet_pton(AF_INET6, String(text), &address) == 1 else { return nil }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count)) != nil else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The ASCII form of a name, as it is sent (RFC 5891), beginning with `xn--`; empty if there is none.
    private static func ascii(_ name: Substring) -> String {
        let host = URLComponents(string: "https://\(name)")?.encodedHost ?? ""
        return host.utf8.allSatisfy { $0 < 0x80 } && host.contains("xn--") ? host : ""
    }
}
