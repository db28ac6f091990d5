import AccountFiles
import Accounts

/// Something that would happen to too many accounts, or that would happen beside it.
struct SurpriseJSON: Encodable {
    struct Example: Encodable {
        var code: String
        var column: String?
        var before, after: String
    }

    var kind: String
    var count: Int
    /// Of the known accounts, with one decimal.
    var percent: Double
    var overLimit: Bool
    var examples: [Example]

    init(_ part: Surprise.Part, of surprise: Surprise) {
        kind = part.kind.rawValue
        count = part.count
        percent = (surprise.share(of: part) * 10).rounded() / 10
        overLimit = part.isTooMuch
        examples = part.examples.map {
            Example(code: $0.code.rawValue, column: $0.column?.rawValue, before: $0.before, after: $0.after)
        }
    }
}
