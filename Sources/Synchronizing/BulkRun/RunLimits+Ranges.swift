import Accounts

extension RunLimits {
    /// The rates that can be asked for, in requests per second; 0 means no limit.
    package static var rates: ClosedRange<Double> { ProvisioningSystem.rates }

    /// How many accounts can be under way at once.
    package static let numbersInFlight = 1...256
}
