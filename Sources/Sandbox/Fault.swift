/// A fault on demand, such as `synchronize:stall`, `exists:html@2`, `synchronize:429=5x3`.
package struct Fault: Hashable, Sendable {
    /// What goes wrong.
    package enum Kind: Hashable, Sendable {
        /// No answer at all.
        case stall
        /// The connection is closed before anything is done.
        case reset
        /// It is done, and the connection is closed.
        case resetAfterExecution
        /// Nothing is done, and the answer is 500.
        case internalError
        /// It is done, and the answer is 500.
        case internalErrorAfterExecution
        /// It is done, and the answer is a page.
        case html
        /// It is done, and the answer has a code that says nothing.
        case lyingCode
        /// It is done, and the answer comes a byte a second.
        case drip
        /// It is done, and the answer ends in the middle.
        case truncate
        /// The answer sends the client elsewhere.
        case redirect
        /// 401.
        case unauthorized
        /// 429, with these seconds as `Retry-After`.
        case throttled(seconds: Int)
    }

    /// The last part of the path that it concerns.
    package let endpoint: String
    /// What goes wrong.
    package let kind: Kind
    /// The calls that it concerns, from 1.
    package let calls: ClosedRange<Int>

    /// Why a text names no fault.
    package struct Problem: Error, CustomStringConvertible {
        /// The text.
        package let text: String
        /// What is wrong and what there is.
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

    /// Reads a fault.
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
