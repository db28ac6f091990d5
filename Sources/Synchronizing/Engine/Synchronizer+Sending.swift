package import Accounts

/// What both front ends and a bulk run do for one account.
extension Synchronizer {
    /// Sends a form, if the preflight allows it.
    ///
    /// It always reaches a conclusion, even if the caller's task is cancelled: a wait then ends early, but a send does
    /// not. `adopts`: whether to link an account that the exists call finds before anything is sent. `patience`: how
    /// long to keep trying to write down an outcome before this returns.
    package func synchronize(
        _ form: SyncForm,
        allowsStorefront: Bool = false,
        adopts: Bool = false,
        patience: Duration = .zero,
        progress: @escaping @Sendable (Submission.Stage) -> Void = { _ in }
    ) async -> Conclusion {
        let beginning = await begin(form, allowsStorefront: allowsStorefront, progress: progress)
        return await conclude(beginning, adopts: adopts, patience: patience)
    }

    /// Sends an account in doubt a second time, as the operator confirmed, in the next generation.
    package func sendAgain(
        _ form: SyncForm,
        patience: Duration = .zero,
        progress: @escaping @Sendable (Submission.Stage) -> Void = { _ in }
    ) async -> Conclusion {
        await conclude(await begin(form, sendingAgain: true, progress: progress), patience: patience)
    }

    /// Executes a submission to its end, then tries its leftover outcome again and adopts if asked to.
    func conclude(_ beginning: Beginning, adopts: Bool = false, patience: Duration = .zero) async -> Conclusion {
        let conclusion = await finish(beginning)
        if patience > .zero, !unrecorded.isEmpty { _ = await settleLeftovers(within: patience) }
        guard adopts, case .atVendor(let link) = conclusion, let id = link.externalID else { return conclusion }
        do {
            return Conclusion(try await adopt(id, for: link, confirmed: true))
        } catch {
            return .storeFailed(error)
        }
    }

    /// What became of an earlier send of an account that is now to be sent.
    package enum Earlier: Sendable {
        /// There is nothing left to send.
        case concluded(Conclusion)
        /// The vendor was asked about it, and it is still in doubt.
        case inDoubt(OpenCase, Resolved)
    }

    /// What became of an earlier send; an account in doubt is asked about once, before anything else.
    ///
    /// Returns nil if the account may be sent. `settings` are the values named for it now; an account that was
    /// synchronized with other values is not a success. `asks`: whether the vendor may be asked.
    package func earlier(_ form: SyncForm, named settings: [Setting], asks: Bool = true) async throws -> Earlier? {
        guard let link = form.situation.link else { return nil }
        // Before anything is asked or written, so that a setting that cannot be read changes nothing.
        let named = try Named(settings, in: form)
        switch link.state {
        case .synchronized: return .concluded(try await concluded(.alreadySynchronized(link), link, named))
        case .inDoubt where asks: break
        default: return nil
        }
        guard let (open, resolved) = try await resolveEarlier(link.account, on: form.situation.system) else {
            return .concluded(.changed([.link]))
        }
        switch resolved {
        case .adopted(let link): return .concluded(try await concluded(.adopted(link), link, named))
        case .conflict(let link, let holder): return .concluded(.conflict(link, holder: holder))
        case .moved(let link?) where link.state == .synchronized:
            return .concluded(try await concluded(.claimed(link), link, named))
        case .moved(let link): return .concluded(link.map { Conclusion.claimed($0) } ?? .changed([.link]))
        case .stillInDoubt: return .inDoubt(open, resolved)
        }
    }

    /// Asks once about what an earlier attempt left in doubt; nil if there is nothing left to decide.
    func resolveEarlier(
        _ account: AccountID,
        on system: ProvisioningSystem,
        begins: @escaping RequestBegin = { await $0() }
    ) async throws(StoreFailure) -> (open: OpenCase, resolved: Resolved)? {
        guard let open = try await dependencies.cases.openCase(of: account, on: system.name) else { return nil }
        return (open, try await resolve(open, on: system, begins: begins))
    }

    private func concluded(_ conclusion: Conclusion, _ link: Link, _ named: Named) async throws -> Conclusion {
        let differences = try await dependencies.differences(named: named.fields, parent: named.parent, from: link)
        return differences.isEmpty ? conclusion : .synchronizedOtherwise(link, differences)
    }
}

/// What is named for an account now: fields of its form, and a parent.
private struct Named {
    let fields: [FormField]
    private(set) var parent: AccountCode?

    init(_ settings: [Setting], in form: SyncForm) throws {
        var asked = form
        for setting in settings {
            if setting.isParent {
                parent = AccountCode(setting.value)
            } else {
                try asked.set(setting.name, to: setting.value)
            }
        }
        fields = asked.fields.filter(\.isChanged)
    }
}
