import Accounts
import Synchronizing
import Telling
import TextScreen

/// How events reach the screens, and the operator: always in the log, and on the screen unless it shows them already.
extension Console {
    /// Passes a happening to the screens.
    mutating func tell(_ happening: Happening) {
        for index in screens.indices { execute(screens[index].receive(happening)) }
    }

    func isTold(_ news: News) -> Bool { screens.last?.tells(news) == true }

    /// Whether any open screen will show how the sending of an account ended.
    private func isAwaited(_ id: Link.ID) -> Bool {
        screens.contains { $0.awaitsConclusion && $0.subject == id }
    }

    mutating func conclude(_ form: SyncForm, _ conclusion: Conclusion) {
        endSending(form.id)
        // What could not be done while it was sent is no news any more.
        refused = nil
        let notice = Notice(conclusion, of: form)
        say(notice, about: form.account.code, isShown: !isTold(.decision(form.id)) && !isAwaited(form.id))
        if leaving != nil { farewell.append(notice) }
        // A password is shown once and kept nowhere, so whatever else is shown, it gets its own message.
        guard conclusion.password != nil, leaving == nil, !isAwaited(form.id) else { return }
        open(FormScreen(SentForm(form, conclusion)))
    }

    mutating func tell(_ open: OpenCase, _ resolved: Resolved) {
        let id = open.link.id
        let news = resolved.isStillInDoubt ? News.stillInDoubt(id) : .decision(id)
        say(Notice(resolved, of: open), about: open.relative.account.code, isShown: !isTold(news))
    }

    /// Tells what an automatic probe established, but only if it is news.
    mutating func tellProbe(_ open: OpenCase, _ resolved: Resolved) {
        switch resolved {
        case .adopted, .conflict: say(Notice(resolved, of: open), about: open.relative.account.code)
        case .stillInDoubt(_, .sendAgain, _), .stillInDoubt(_, .sendAgainUnproved, _):
            say(Notice(resolved, of: open), about: open.relative.account.code, isShown: false)
        case .stillInDoubt, .moved: break
        }
    }

    mutating func tell(_ pasted: Pasted, takesLines: Bool) {
        let notice = Notice.pasted(
            lines: takesLines ? 0 : pasted.lineCount,
            characters: pasted.characterCount,
            most: Pasted.mostCharacters
        )
        if let notice { say(notice) }
    }
}

extension Notice {
    init(_ verdict: OutcomeVerdict, of link: Link, _ account: Account?) {
        self.init(verdict, of: link, named: account?.name ?? Notice.unnamed(link.account))
    }

    init(_ untaken: Untaken) {
        self =
            switch untaken {
            case .notUTF8: .untaken(locale: nil)
            case .notInLocale(let locale): .untaken(locale: locale)
            case .endOfPaste(let bytes): .endOfPaste(bytes)
            }
    }
}
