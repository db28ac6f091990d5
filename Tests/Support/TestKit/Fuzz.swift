import Foundation

/// How a parser is fuzzed: `FUZZ_COUNT` sets how many inputs, `FUZZ_SEED` which ones; the seed is printed.
package enum Fuzz {
    private static let environment = ProcessInfo.processInfo.environment
    package static let count = environment["FUZZ_COUNT"].flatMap { Int($0) } ?? 5_000
    package static let seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)

    /// Runs a check on mutated documents; `seeded` makes the random source of one input.
    package static func run<Random: RandomNumberGenerator>(
        _ name: String,
        _ documents: [String],
        seeded: (UInt64) -> Random,
        check: ([UInt8]) -> Bool
    ) async -> String? {
        print("fuzz of \(name): seed \(seed), \(count) inputs")
        for number in 0..<UInt64(count) {
            var random = seeded(seed &* 1_000_003 &+ number)
            let document = Array(documents[Int(number) % documents.count].utf8)
            let input = DocumentMutation.mutated(document, using: &random)
            // Other tests have deadlines to keep.
            if number % 50 == 0 { await Task.yield() }
            if !check(input) { return "seed \(seed), input \(number): \(String(decoding: input, as: UTF8.self))" }
        }
        return nil
    }
}
