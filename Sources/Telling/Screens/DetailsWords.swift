package enum DetailsWords {
    package static let status = "Provisioning Sync Status"
    package static let storefront = "Storefront-managed: the platform creates it"
    package static let notStorefront = "placed in the BSS (not Storefront)"
    package static let missing = "missing: correct it in the BSS, and read it again"
    package static let badAddress = "(not a valid address)"
    package static let badCountry = "(not an ISO 3166-1 code)"
    package static let noHistory = "nothing was ever sent"

    package static let reading = "the account is still being read"
    package static let nothingAdopted = "it was not adopted, and only an adoption can be undone here"

    package static let readingSystems = "the systems are still being read"
    package static let notPaused = "the system is not paused"
    package static let noSystem = "none is registered: \(Refusal.registering)"
}
