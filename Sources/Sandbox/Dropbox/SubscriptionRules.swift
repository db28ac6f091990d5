/// What the vendor checks at the first order and not before (docs/protocol.md, section 8).
enum SubscriptionRules {
    private static let validResellerIDs: Set = ["RS-77", "RS-88", "RS-99"]

    static func check(_ request: AccountRequest, in portal: PartnerPortal) throws(Refusal) {
        guard let account = portal.find(request) else {
            throw Refusal(code: -40, message: "The account does not exist; synchronize it first.")
        }
        guard account.email.contains("@") else {
            throw Refusal(code: -41, message: "The team admin's email is not valid.")
        }
        guard !account.country.isEmpty else { throw Refusal(code: -42, message: "A country is required.") }
        guard validResellerIDs.contains(account.resellerID) else {
            throw Refusal(
                code: -43,
                message: "The order is held until a valid Reseller ID is given; \"\(account.resellerID)\" is none."
            )
        }
    }
}
