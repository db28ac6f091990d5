extension RunLimits {
    /// The rates that can be asked for, in requests a second; 0 stands for no limit.
    public static let rates = 0.01...1000.0

    /// How many accounts can be under way at once.
    public static let numbersInFlight = 1...256
}
