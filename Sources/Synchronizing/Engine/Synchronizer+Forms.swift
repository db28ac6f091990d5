package import Accounts

extension Synchronizer {
    package enum FormFailure: Error, Sendable {
        case unknown
        /// There are no definitions: none are stored, and the vendor did not give any.
        case definitions(DefinitionsFailure)
        case store(StoreFailure)
        /// The vendor names fields that the book does not have, and the login sees too little of the book to keep them.
        ///
        /// `isChanged`: the book has others, which are not the vendor's any more.
        case unkept(book: String, isChanged: Bool)
    }

    /// Why the vendor's definitions could not be fetched.
    package enum DefinitionsFailure: Error, Sendable {
        case unusable(Unusable)
        case notSent(Unsent)
        case unusableAnswer(Doubt)
        /// The vendor refused; its own words.
        case refused(status: Int, message: String)
    }

    /// The form of an account on a system, from the stored definitions, or from fetched ones if none are stored.
    package func form(of account: AccountID, on system: ProvisioningSystem) async throws(FormFailure) -> SyncForm {
        if let situation = try await situation(of: account, on: system) { return SyncForm(situation) }
        _ = try await refreshDefinitions(of: system)
        guard let situation = try await situation(of: account, on: system) else { throw .unknown }
        return SyncForm(situation)
    }

    private func situation(
        of account: AccountID,
        on system: ProvisioningSystem
    ) async throws(FormFailure) -> Situation? {
        do {
            return try await dependencies.situations.situation(of: account, on: system.name)
        } catch {
            throw .store(error)
        }
    }

    /// Asks the vendor for its definitions and stores them.
    package func refreshDefinitions(of system: ProvisioningSystem) async throws(FormFailure) -> SyncOptionDefinitions {
        let vendor = try await client(for: system)
        let fields = try await fetch(from: vendor, system)
        do {
            return try await dependencies.registry.keep(
                fields,
                of: system.name,
                fetched: dependencies.timekeeper.now().wall
            )
        } catch .server(let path, .scope) {
            // Only who sees the whole book keeps the fields; whoever does not can use them if they are as they were.
            let known: SyncOptionDefinitions?
            do { known = try await dependencies.registry.definitions(of: system.name) } catch { throw .store(error) }
            guard let known, known.fields == fields else { throw .unkept(book: path, isChanged: known != nil) }
            return known
        } catch {
            throw .store(error)
        }
    }

    /// Asks the vendor whether the registered settings are right; if they are, a pause is lifted.
    ///
    /// Returns the vendor's own words for what is wrong; empty if all is well.
    package func check(_ system: ProvisioningSystem) async throws(FormFailure) -> [String] {
        let vendor = try await client(for: system)
        let problems = try await judge(await vendor.checkSettings(), system)
        guard problems.isEmpty else { return problems }
        do {
            try await dependencies.registry.setPause(system.name, nil)
        } catch {
            throw .store(error)
        }
        return []
    }

    /// How a service manager describes itself; nil if no URL is registered for that, or if it says nothing usable.
    package func describe(_ system: ProvisioningSystem) async -> ServiceDescription? {
        guard system.endpoints.discovery != nil else { return nil }
        // The check itself reports whether the registration can be used.
        guard let vendor = try? await dependencies.serviceManagers.client(for: system),
            case .answered(let response) = await vendor.discover(), (200..<300).contains(response.status),
            case .answer(let description) = response.body
        else { return nil }
        return description
    }

    package func liftPause(of system: SystemName) async throws(StoreFailure) {
        try await dependencies.registry.setPause(system, nil)
    }

    func client(for system: ProvisioningSystem) async throws(FormFailure) -> any ServiceManager {
        do {
            return try await dependencies.serviceManagers.client(for: system)
        } catch {
            throw .definitions(.unusable(error))
        }
    }

    private func fetch(
        from vendor: any ServiceManager,
        _ system: ProvisioningSystem
    ) async throws(FormFailure) -> [FieldDefinition] {
        let limits = dependencies.limits
        for tries in 1..<max(limits.tries, 1) {
            let exchange = await vendor.syncOptions()
            guard exchange.mayDoBetter else { return try await judge(exchange, system) }
            let backoff = limits.backoff(after: tries, vendor: exchange.retryAfter)
            // A cancelled wait ends early; asking again is safe.
            try? await dependencies.timekeeper.sleep(for: backoff.duration(dependencies.random()))
        }
        return try await judge(await vendor.syncOptions(), system)
    }

    private func judge<Answer>(
        _ exchange: Exchange<Answer>,
        _ system: ProvisioningSystem
    ) async throws(FormFailure) -> Answer {
        switch exchange {
        case .notSent(let unsent): throw .definitions(.notSent(unsent))
        case .broken(let broken): throw .definitions(.unusableAnswer(.broken(broken)))
        case .answered(let response):
            if case (200..<300, .answer(let answer)) = (response.status, response.body) { return answer }
            if Reason.refusesKey(response.status) {
                await pause(system.name, .refused(status: response.status, message: ""))
            }
            throw .definitions(response.failure)
        }
    }
}

extension Exchange {
    /// Whether a safe call may get a better answer next time.
    fileprivate var mayDoBetter: Bool {
        switch self {
        case .notSent(.invalidRequest), .notSent(.cancelled), .notSent(.tlsFailed), .notSent(.circuitOpen): false
        case .notSent, .broken: true
        case .answered(let response): response.status == 429 || response.status >= 500
        }
    }

    fileprivate var retryAfter: Duration? {
        if case .answered(let response) = self { response.retryAfter } else { nil }
    }
}

extension Response {
    fileprivate var failure: Synchronizer.DefinitionsFailure {
        switch body {
        case .object(let message, _): .refused(status: status, message: message)
        case .unreadable(let fault) where (200..<300).contains(status): .unusableAnswer(.noAnswer(fault))
        case .unreadable where (400..<500).contains(status): .refused(status: status, message: "")
        case .unreadable, .answer: .unusableAnswer(.status(status))
        }
    }
}
