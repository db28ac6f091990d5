import Accounts
import StrictJSON
import Synchronizing

extension AccountAnswer {
    /// Reads the answer of the exists call or of synchronize; it needs exactly one integer code.
    ///
    /// The code is `Code` or the older `ErrorCode`, never both. Without a code it is an answer only in the dialect
    /// `result-only`, and there only with a result.
    init(_ json: JSON, dialect: ProvisioningSystem.Dialect) throws(Unreadable) {
        let codes = ["Code", "ErrorCode"].compactMap { json[$0] }
        var code: Int?
        switch codes.count {
        case 0:
            guard dialect == .resultOnly, json["Result"]?.text?.trimmed.isEmpty == false else { throw .noCode }
        case 1:
            guard let integer = codes[0].integer else { throw .codeNotInteger }
            code = integer
        default: throw .twoCodes
        }
        self.init(
            code: code,
            message: json.message,
            generatedPassword: json["GeneratedPassword"]?.text.flatMap { $0.isEmpty ? nil : Secret($0) }
        )
        do throws(OneLine.Problem) {
            if let id = json["Result"]?.text { result = try ExternalID(exactly: id) }
        } catch {
            resultProblem = error == .empty ? nil : error
        }
    }
}
