package import Accounts

/// What may be done about an account in doubt, and from when (docs/reliability.md, "In doubt, and how it ends").
package enum Resolution: Hashable, Sendable {
    /// The exists call must be made, or made again, before anything can be said; not before this time has passed.
    case ask(in: Duration)
    /// The exists call has said *absent* often and late enough: the operator may send again.
    case sendAgain
    /// The same, but this system's exists call has never found an account that we created.
    case sendAgainUnproved

    package var allowsSendingAgain: Bool {
        if case .ask = self { false } else { true }
    }

    /// Judges by the answers of the exists call since the attempt's deadline.
    ///
    /// *Absent* counts only if it was said after the settling time, by both clocks, and another *absent* came at least
    /// the probe gap before it. After a reboot or a jump of the wall clock, the settling time starts again at the first
    /// probe since, and is longer by the attempt's time, since its deadline may have been that much later.
    package init(_ open: OpenCase, deadline: Duration, now: Moment, limits: SendingLimits) {
        guard let intent = open.intent else {
            self = .ask(in: .zero)
            return
        }
        let absent = open.probes.filter { $0.finding == .absent }.map(\.at)
        guard let reference = ([intent.deadline] + absent).first(where: { now.since($0) != nil }) else {
            self = .ask(in: .zero)
            return
        }
        let length = max(deadline, intent.deadline.uptime - intent.begun.uptime)
        let settled = reference + limits.settling(after: length) + (reference == intent.deadline ? .zero : length)
        let counted = absent.filter { now.since($0) != nil }
        let decides = counted.contains { last in
            last.uptime >= settled.uptime && counted.contains { last.uptime - $0.uptime >= limits.probeGap }
        }
        guard !decides else {
            self = open.isExistsProved ? .sendAgain : .sendAgainUnproved
            return
        }
        var earliest = settled.uptime
        if counted.isEmpty {
            earliest = now.uptime
        } else if let first = counted.first {
            earliest = max(earliest, first.uptime + limits.probeGap)
        }
        self = .ask(in: max(.zero, earliest - now.uptime))
    }
}

/// The result of an exists call about an account in doubt.
package enum Resolved: Sendable {
    /// It is there, and is now linked.
    case adopted(Link)
    /// It is there, under an id that another account holds.
    case conflict(Link, holder: AccountOnSystem)
    /// It is still in doubt; what may be done, and the verdict of the exists call.
    case stillInDoubt(Link, Resolution, ExistsVerdict)
    /// The link has changed in the meantime.
    case moved(Link?)

    /// The link as it is now, if there is one.
    package var link: Link? {
        switch self {
        case .adopted(let link), .conflict(let link, _), .stillInDoubt(let link, _, _): link
        case .moved(let link): link
        }
    }
}
