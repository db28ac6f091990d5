import Foundation
import Testing
import TextScreen

/// `FUZZ_COUNT` sets how many sequences, `FUZZ_SEED` which ones; the seed is printed.
@Suite struct InputFuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["FUZZ_COUNT"].flatMap { Int($0) } ?? 5_000
    private static let seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)

    @Test func `of sequences in any mixture and cut anywhere nothing is typed, and everything between them is`() {
        print("fuzz of terminal bytes: seed \(Self.seed), \(Self.count) sequences")
        var done = 0
        var round: UInt64 = 0
        while done < Self.count {
            round += 1
            let pieces = Self.stream(seed: Self.seed &* 1_000_003 &+ round)
            done += pieces.count
            let (keys, isTold) = Self.meaning(of: pieces, cutBy: round)
            let (right, isBroken) = (pieces.flatMap(\.keys), pieces.contains(where: \.isBroken))
            guard keys != right || isBroken != isTold else { continue }
            Issue.record(
                "seed \(Self.seed), round \(round): \(pieces.map(\.bytes)) are\n\(keys), told \(isTold), not\n\(right)"
            )
            return
        }
    }

    @Test func `noise traps nothing and blocks nothing: what is typed after it is typed`() {
        print("fuzz of noise: seed \(Self.seed)")
        var fuzz = InputFuzz(seed: Self.seed)
        var wire = Wire()
        for _ in 0..<Self.count / 4 {
            for _ in 0..<fuzz.number(1...4) {
                _ = wire.send(fuzz.noise())
                _ = wire.pass(.milliseconds(fuzz.number(0...400)))
            }
            _ = wire.pass(.seconds(2))
            let typed = wire.send("ü1;5C")
            guard typed != .typed("ü1;5C") else { continue }
            Issue.record("seed \(Self.seed): \(typed)")
            return
        }
    }

    private static func stream(seed: UInt64) -> [InputFuzz.Piece] {
        var fuzz = InputFuzz(seed: seed)
        return (0..<fuzz.number(1...20)).map { _ in fuzz.piece() }
    }

    /// Sends the pieces as one stream, cut anywhere; time passes after a piece that has no end.
    private static func meaning(of pieces: [InputFuzz.Piece], cutBy seed: UInt64) -> (keys: [Key], isTold: Bool) {
        var (fuzz, wire) = (InputFuzz(seed: seed), Wire())
        var inputs: [Input] = []
        for run in pieces.split(after: \.isLast) {
            var rest = run.flatMap(\.bytes)[...]
            while !rest.isEmpty {
                let cut = rest.prefix(fuzz.number(1...fuzz.number(1...64)))
                inputs += wire.send(cut) + wire.pass(.milliseconds(fuzz.number(0...4)))
                rest = rest.dropFirst(cut.count)
            }
            inputs += wire.pass(.seconds(1))
        }
        let keys = inputs.compactMap { if case .key(let key) = $0 { key } else { nil } }
        return (keys, inputs.contains(.untaken(.notUTF8)))
    }
}

extension [InputFuzz.Piece] {
    fileprivate func split(after isLast: (InputFuzz.Piece) -> Bool) -> [[InputFuzz.Piece]] {
        reduce(into: [[]]) { runs, piece in
            runs[runs.count - 1].append(piece)
            if isLast(piece) { runs.append([]) }
        }
    }
}
