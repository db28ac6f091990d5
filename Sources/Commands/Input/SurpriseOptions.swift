import AccountFiles
import ArgumentParser

/// What is let through although it would change much.
struct SurpriseOptions: ParsableArguments {
    @Option(
        help: "The most accounts that may move, lose a value or vanish, each; \(SurpriseLimits().accounts) unless set.",
        transform: Numbers.mostAccounts
    )
    var mostAccounts: Int?
    @Option(
        help: "The same in percent of the known accounts; \(SurpriseLimits().percent) unless set.",
        transform: Numbers.percent
    )
    var mostPercent: Int?
    @Flag(help: "Write it even if more would move, lose a value or vanish.")
    var letThrough = false

    /// The limits; nil lets everything through.
    var limits: SurpriseLimits? {
        guard !letThrough else { return nil }
        let usual = SurpriseLimits()
        return SurpriseLimits(accounts: mostAccounts ?? usual.accounts, percent: mostPercent ?? usual.percent)
    }
}
