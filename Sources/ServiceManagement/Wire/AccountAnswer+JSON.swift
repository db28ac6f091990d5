import Accounts
import Synchronizing

extension AccountAnswer {
    /// Reads an answer of exists or synchronize; nil if it is none: it needs exactly one integer code.
    ///
    /// `Code` or the older `ErrorCode`, never both. Without a code it is an answer only in the dialect `result-only`, and there
    /// only with a result.
    init?(_ json: JSON, dialect: ProvisioningSystem.Dialect) {
        let codes = ["Code", "ErrorCode"].compactMap { json[$0] }
        let message = json["Message"]?.text ?? json["ErrorMessage"]?.text ?? ""
        let result = json["Result"]?.text.flatMap { $0.trimmed.isEmpty ? nil : ExternalID($0) }
        let password = json["GeneratedPassword"]?.text.flatMap { $0.isEmpty ? nil : Secret($0) }
        switch codes.count {
        case 0:
            guard dialect == .resultOnly, result != nil else { return nil }
            self.init(code: nil, message: message, result: result, generatedPassword: password)
        case 1:
            guard let code = codes[0].integer else { return nil }
            self.init(code: code, message: message, result: result, generatedPassword: password)
        default: return nil
        }
    }
}
