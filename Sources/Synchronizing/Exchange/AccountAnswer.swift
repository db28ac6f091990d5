package import Accounts

/// An answer to the exists call or to synchronize.
///
/// It may come in either spelling: `Code` or `ErrorCode`, `Message` or `ErrorMessage`.
package struct AccountAnswer: Sendable {
    /// The code; nil only in the dialect `result-only`.
    package var code: Int?
    package var message: String
    /// The vendor's account id exactly as it arrived, if it is usable.
    package var result: ExternalID?
    /// Why the id that arrived cannot be used.
    package var resultProblem: OneLine.Problem?
    package var generatedPassword: Secret?

    package init(code: Int?, message: String = "", result: ExternalID? = nil, generatedPassword: Secret? = nil) {
        self.code = code
        self.message = message
        self.result = result
        self.generatedPassword = generatedPassword
    }
}
