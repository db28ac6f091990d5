package import Accounts

/// An answer of exists or synchronize, as it was spelled: `Code` or `ErrorCode`, `Message` or `ErrorMessage`.
package struct AccountAnswer: Sendable {
    /// The code; nil only in the dialect `result-only`.
    package var code: Int?
    package var message: String
    /// The vendor's account id exactly as it came, if there is one that can be used.
    package var result: ExternalID?
    /// Why the id that came cannot be used.
    package var resultProblem: OneLine.Problem?
    /// A password that the vendor made up.
    package var generatedPassword: Secret?

    package init(code: Int?, message: String = "", result: ExternalID? = nil, generatedPassword: Secret? = nil) {
        self.code = code
        self.message = message
        self.result = result
        self.generatedPassword = generatedPassword
    }
}
