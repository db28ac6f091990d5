import AccountFiles
import Accounts
import Pulling
import Telling
import Workspace

/// Pulls of the BSS: by a key, or by themselves.
extension Console {
    /// What the console knows of the BSS.
    struct BSS: Sendable {
        /// nil if none is connected, or if that was not read yet.
        var connected: ConnectedBSS?
        /// A pull that is under way.
        var step: PullStep?
        /// What an automatic pull told last, which is not told again and again.
        var told: Notice?
    }

    func refusalOfBSS(_ command: Command) -> String? {
        switch command {
        case .pull, .pullAll, .checkBSS, .letThrough:
            if bss.connected == nil { return BSSWords.notConnected }
            if command != .checkBSS, bss.step != nil { return BSSWords.alreadyReading }
            return command == .letThrough && bss.connected?.state.held == nil ? BSSWords.nothingHeld : nil
        default: return nil
        }
    }

    mutating func performBSS(_ command: Command) {
        switch command {
        case .pull: execute([.work(.pull(PullWish(), isAutomatic: false))])
        case .pullAll: execute([.work(.pull(PullWish(all: true), isAutomatic: false))])
        // What would be done is read again, so that a person sees it first.
        case .letThrough:
            execute([.work(.pull(PullWish(isDryRun: true, letsThrough: true), isAutomatic: false))])
        case .checkBSS: if let bss = bss.connected { execute([.work(.checkBSS(bss.connection))]) }
        default: break
        }
    }

    mutating func endPull(_ result: Result<Pulled, PullFailure>, _ wish: PullWish, isAutomatic: Bool) {
        bss.step = nil
        switch result {
        case .success(let pulled):
            if let surprise = pulled.plan.held {
                let isSeen = !isAutomatic && [.accounts, .bss].contains(screens.last?.context)
                tellPull(.held(surprise), isAutomatic: isAutomatic, isShown: !isSeen)
                if isSeen { execute([Self.question(about: surprise)]) }
            } else if wish.isDryRun {
                say(.nothingHeld)
            } else if !isAutomatic || pulled.isChange || !pulled.plan.refused.isEmpty {
                tellPull(Notice(pulled), isAutomatic: isAutomatic)
            }
        case .failure(.underWay) where isAutomatic, .failure(.notConnected) where isAutomatic: break
        case .failure(let failure): tellPull(Notice(failure), isAutomatic: isAutomatic)
        }
    }

    private mutating func tellPull(_ notice: Notice, isAutomatic: Bool, isShown: Bool = true) {
        guard !isAutomatic || notice != bss.told else { return }
        bss.told = notice
        say(notice, isShown: isShown)
    }

    /// Shows what a held pull would do, and lets a person let it through.
    private static func question(about surprise: Surprise) -> Effect {
        .ask(
            BSSWords.heldTitle,
            BSSWords.heldLines(surprise),
            yes: BSSWords.letThrough,
            typed: BSSWords.letThrough,
            then: .work(.pull(PullWish(letsThrough: true), isAutomatic: false))
        )
    }
}
