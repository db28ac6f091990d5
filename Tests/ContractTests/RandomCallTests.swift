import Accounts
import InMemory
import Samples
import Synchronizing
import Testing

/// Whatever is asked of them, in whatever order, by however many processes: all implementations answer the same.
@Suite struct RandomCallTests {
    private let processes = 3

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `every implementation answers as the one in memory does`(seed: UInt64) async throws {
        try await compare(try Engine.all.map { try $0.make() }, CallGenerator(seed: seed), seed)
    }

    @Test(arguments: 12..<15 as Range<UInt64>)
    func `an operator who does not own a team's book is answered the same`(seed: UInt64) async throws {
        let book = try OperatedBook()
        var generator = CallGenerator(seed: seed)
        generator.sender = OperatedBook.login
        try await compare(
            [try Engine.memory.make(), { try book.open() }],
            generator,
            seed,
            administrator: book.administrator
        )
    }

    /// Makes the same calls in all workspaces; what operators may not do is the administrator's in the last one.
    private func compare(
        _ workspaces: [@Sendable () throws -> any Store],
        _ calls: CallGenerator,
        _ seed: UInt64,
        administrator: (any Store)? = nil
    ) async throws {
        var stores = try workspaces.map { open in try (0..<processes).map { _ in try open() } }
        var generator = calls
        for number in 0..<400 {
            let process = generator.random.below(processes)
            if generator.random.percent(3) {
                for engine in stores.indices { stores[engine][process] = try workspaces[engine]() }
            }
            let call = number < generator.first.count ? generator.first[number] : try await generator.next(stores[0][0])
            let moment = Samples.moment(Double(number))
            var answers: [String] = []
            for engine in stores.indices {
                let isLast = engine == stores.indices.last
                let other = isLast && call.isForAdministrators ? administrator : nil
                answers.append(await call.answer(of: other ?? stores[engine][process], at: moment))
            }
            let difference = Self.difference(answers)
            try #require(difference == nil, "call \(number) of seed \(seed): \(call)\n\(difference ?? "")")
            for system in ["Dropbox", "Twin", "Other"] as [SystemName] {
                let account = AccountID("\(1 + number % 6)")
                if let link = try await stores[0][0].row(id: account)?.links[system] { generator.seen.append(link) }
            }
        }
    }

    /// Where two answers part, with what follows.
    private static func difference(_ answers: [String]) -> String? {
        guard let first = answers.first, let other = answers.first(where: { $0 != first }) else { return nil }
        let common = zip(first, other).prefix { $0 == $1 }.count
        return [first, other].map { String($0.dropFirst(max(0, common - 60)).prefix(300)) }.joined(separator: "\n")
    }
}
