package import Accounts

extension ProvisioningSystem {
    /// What the operator should know before sending (R10); nil if there is nothing to say.
    package var notice: String? {
        switch vendor {
        case .dropbox: "Dropbox checks nothing now: a wrong value would show at the first order."
        case .generic: nil
        }
    }
}
