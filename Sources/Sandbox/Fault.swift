/// A fault on request, such as `synchronize:stall`, `exists:html@2`, `synchronize:429=5x3`.
package struct Fault: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// No answer at all.
        case stall
        /// Nothing is executed, and the connection is closed.
        case reset
        /// Executed, but the connection is closed.
        case resetAfterExecution
        /// Nothing is executed, and the answer is 500.
        case internalError
        /// Executed, but the answer is 500.
        case internalErrorAfterExecution
        /// Executed, but the answer is a web page.
        case html
        /// Executed, but the code in the answer means nothing.
        case lyingCode
        /// Executed, but the answer comes at one byte a second.
        case drip
        /// Executed, but the answer is cut short.
        case truncate
        /// The answer is a redirect.
        case redirect
        case unauthorized
        /// 429, with these seconds in `Retry-After`.
        case throttled(seconds: Int)
    }

    /// The last part of the path that it applies to.
    package let endpoint: String
    package let kind: Kind
    /// The calls that it applies to, counted from 1.
    package let calls: ClosedRange<Int>

    /// Why a text does not name a fault.
    package struct Problem: Error, CustomStringConvertible {
        package let text: String
        package var description: String {
            "\"\(text)\" names no fault: write ENDPOINT:FAULT, with @N for the Nth call or xN for the first N, and one of "
                + Fault.names.map(\.0).joined(separator: ", ") + ", 429=SECONDS"
        }
    }

    private static let names: [(String, Kind)] = [
        ("stall", .stall), ("reset", .reset), ("reset-after-execution", .resetAfterExecution), ("500", .internalError),
        ("500-after-execution", .internalErrorAfterExecution), ("html", .html), ("lying-code", .lyingCode),
        ("drip", .drip), ("truncate", .truncate), ("redirect", .redirect), ("401", .unauthorized),
    ]

    package init(_ text: String) throws(Problem) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { throw Problem(text: text) }
        endpoint = parts[0].lowercased()
        var name = String(parts[1])
        var calls = 1...Int.max
        if let at = name.lastIndex(of: "@"), let number = Int(name[name.index(after: at)...]), number > 0 {
            calls = number...number
            name = String(name[..<at])
        } else if let times = name.lastIndex(of: "x"), let number = Int(name[name.index(after: times)...]), number > 0 {
            calls = 1...number
            name = String(name[..<times])
        }
        self.calls = calls
        if name.hasPrefix("429"), let seconds = name == "429" ? 1 : Int(name.dropFirst(4)) {
            kind = .throttled(seconds: seconds)
        } else if let known = Self.names.first(where: { $0.0 == name }) {
            kind = known.1
        } else {
            throw Problem(text: text)
        }
    }
}
