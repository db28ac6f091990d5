/// A text that contains keys of the console as data, such as "\(key: .cases) lists what needs you.".
package struct KeyedText: Hashable, Sendable, ExpressibleByStringInterpolation {
    fileprivate enum Part: Hashable {
        case words(String)
        case key(ConsoleKey)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ words: String) { parts.append(.words(words)) }
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            parts.append(.words(value.description))
        }
        package mutating func appendInterpolation(_ text: KeyedText) { parts += text.parts }
        package mutating func appendInterpolation(key: ConsoleKey) { parts.append(.key(key)) }
    }

    private let parts: [Part]

    package init(_ words: String) { parts = [.words(words)] }
    package init(stringLiteral words: String) { self.init(words) }
    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// The keys that it names.
    package var keys: [ConsoleKey] { parts.compactMap { if case .key(let key) = $0 { key } else { nil } } }

    /// The text with its keys, each named as it is where the text is shown.
    package func text(_ name: (ConsoleKey) -> String) -> String {
        parts.map { part in
            switch part {
            case .words(let words): words
            case .key(let key): name(key)
            }
        }
        .joined()
    }
}

/// The purpose for which a sentence names a key of the console; the console's table of bindings says which key it is.
package enum ConsoleKey: CaseIterable, Hashable, Sendable {
    case cases, ask, adopt, adoptTyped, sendAgain, abandon
    case liftPause
    case showCase, retry, nextKind
    case tryAgain, resellersForm, askFirst
    case mark, bulk, bulkRun, goOn, retryFailed, showAccount, storefrontToo
    case tree, clearFilter, takeSpelling, refresh, quit, stay, mouse, markFamily
    case log, bss
    case showPassword
    case runs, approveListed, approveRun, joinRun
}
