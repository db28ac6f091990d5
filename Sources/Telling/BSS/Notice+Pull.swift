package import AccountFiles
import Accounts
package import Workspace

extension Notice {
    package static let alreadyPulling = Notice.plain(BSSWords.alreadyReading.sentence)

    /// What a pull did.
    package init(_ pulled: Pulled) {
        let plan = pulled.plan
        let parts = [
            (plan.addedCount, "new"), (plan.updated.count, "changed"), (plan.vanished, "not seen this time"),
            (plan.gone, "gone"), (plan.refused.count, "refused"),
        ]
        let words = parts.filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
        let news = words.isEmpty ? "nothing changed" : words.joined(separator: ", ")
        let headline = "Read \(pulled.rows.accounts) from \(pulled.connection.name): \(news)."
        self = plan.refused.isEmpty ? words.isEmpty ? .plain(headline) : .good(headline) : .warning(headline)
        guard !plan.refused.isEmpty else { return }
        let more = plan.refused.count - BSSWords.mostRefused
        details = plan.refused.prefix(BSSWords.mostRefused).map { "Refused: \($0.phraseInBSS)".sentence }
        if more > 0 { details.append("\(more.accounts) more refused.") }
        keyCure = "\(key: .log) shows all of it."
    }

    /// That a pull waits for a person.
    package static func held(_ surprise: Surprise) -> Notice {
        var notice = Notice(surprise)
        notice.headline = "The pull is held: \(notice.headline.lowercasedFirst)"
        return notice.cure(notice.cure, inConsole: "\(key: .bss) shows it, and lets it through.")
    }

    package init(_ failure: PullFailure) {
        self =
            switch failure {
            case .notConnected: .noBSS
            case .underWay: .pullUnderWay
            case .nothingHeld: .nothingHeld
            case .bss(let problem, let connection): Notice(problem, of: connection)
            case .store(let failure): Notice(failure)
            case .stopped: .plain(BSSWords.ended)
            }
    }
}
