import Accounts
import Synchronizing

extension Change {
    /// What changed, as the subject of a sentence.
    var phrase: String {
        switch self {
        case .account: "the account"
        case .accountGone: "the account (it is gone)"
        case .parent: "its parent's synchronization"
        case .system: "the system's registration"
        case .definitions: "the vendor's fields"
        case .link: "its state on this system"
        case .emailTaken(let code) where code.rawValue.isEmpty:
            "the use of its email (an account that you do not see holds it now)"
        case .emailTaken(let code): "the use of its email (\(code) holds it now)"
        }
    }
}
