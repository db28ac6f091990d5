import Accounts
import Synchronizing
import Telling
import TextScreen

/// What is said of what happened: always in the log, and on the screen unless that shows it already.
extension Console {
    /// Whether the screen on top shows by itself what came of an account.
    func isTold(_ account: AccountID) -> Bool { screens.last?.tells(account) == true }

    /// What a *Save & Synchronize* came to.
    mutating func conclude(_ form: SyncForm, _ conclusion: Conclusion) {
        let account = form.account.id
        underWay[UnderWay(account: account, system: form.situation.system.name)] = nil
        let notice = Notice(conclusion, of: form)
        say(notice, isShown: !isTold(account) && !screens.contains { ($0 as? FormScreen)?.account == account })
        if leaving != nil { farewell.append(notice) }
    }

    /// What asking came to.
    mutating func tell(_ open: OpenCase, _ resolved: Resolved) {
        let isListed = if case .stillInDoubt = resolved { screens.last is CasesScreen } else { false }
        say(Notice(resolved, of: open), isShown: !isListed && !isTold(open.link.account))
    }

    /// What asking by itself came to: told only if it is news.
    mutating func tellProbe(_ open: OpenCase, _ resolved: Resolved) {
        switch resolved {
        case .adopted, .conflict: say(Notice(resolved, of: open))
        case .stillInDoubt(_, .sendAgain, _), .stillInDoubt(_, .sendAgainUnproved, _):
            say(Notice(resolved, of: open), isShown: false)
        case .stillInDoubt, .moved: break
        }
    }

    /// What of a paste was not taken.
    mutating func tell(_ pasted: Pasted, takesLines: Bool) {
        var words: [String] = []
        if !takesLines, pasted.lineCount > 1 {
            words.append("\(pasted.lineCount.grouped) lines were pasted; only the first was taken.")
        }
        if pasted.characterCount > Pasted.mostCharacters {
            words.append(
                "\(pasted.characterCount.grouped) characters were pasted; only the first \(Pasted.mostCharacters.grouped) were taken."
            )
        }
        guard let first = words.first else { return }
        say(Notice(.warning, first, details: Array(words.dropFirst())))
    }
}

extension Notice {
    /// Tells that a system is used again.
    static func pauseLifted(_ system: SystemName) -> Notice {
        Notice(.good, "\(system) is used again.", details: ["If it refuses the key once more, it is paused once more."])
    }
}
