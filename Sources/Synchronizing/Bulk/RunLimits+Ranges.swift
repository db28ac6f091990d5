import Accounts

extension RunLimits {
    /// The rates that can be asked for, in requests a second; 0 stands for no limit.
    public static var rates: ClosedRange<Double> { ProvisioningSystem.rates }

    /// How many accounts can be under way at once.
    public static let numbersInFlight = 1...256
}
