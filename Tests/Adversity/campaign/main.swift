import Foundation
import Harness
import Invariants

// campaign PART [--count N] [--seed S] [--figures FILE]
// campaign again kill single 196
// campaign controls [MUTATION ...]
let words = Array(CommandLine.arguments.dropFirst())

func option(_ name: String) -> String? {
    words.firstIndex(of: name).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
}

func tell(_ violations: [Violation]) {
    for violation in violations {
        say(violation)
        if let replay = violation.replay { say("  again: campaign again \(replay)") }
    }
}

if words.first == "again" || words.first == "controls" {
    let rest = Array(words.dropFirst())
    let tally = words.first == "again" ? try await Again.run(rest) : try await Controls.run(rest)
    say("\(tally.runs) runs: \(tally.ok) ok, \(tally.failed) failed, \(tally.unknown) unknown")
    tell(tally.violations)
    exit(tally.violations.isEmpty && tally.runs > 0 ? 0 : 1)
}
guard let part = words.first.flatMap(Part.init) else {
    say("campaign \(Part.allCases.map(\.rawValue).joined(separator: "|")) [--count N] [--seed S] [--figures FILE]")
    exit(64)
}
let count = option("--count").flatMap { Int($0) } ?? .max
let seed = option("--seed").flatMap { UInt64($0) } ?? 1
let path = option("--figures") ?? "campaign.json"
let rigs = [try Rig(), try Rig()]
var told = ContinuousClock.now

while true {
    var figures = try Figures.read(path)
    var figure = figures.parts[part.rawValue, default: Figures.Part()]
    if figure.isComplete || figure.tally.runs >= count { break }
    let start = ContinuousClock.now
    let (tally, goesOn) = try await part.step(rigs, from: &figure.position, seed: seed)
    let time = (ContinuousClock.now - start).components
    figure.tally += tally
    figure.isComplete = !goesOn
    figure.seconds += Double(time.seconds) + Double(time.attoseconds) / 1e18
    // Another part, running at the same time, may have written its own figures meanwhile.
    figures = try Figures.read(path)
    figures.parts[part.rawValue] = figure
    try figures.write(path)
    tell(tally.violations)
    if .now - told > .seconds(5) || !goesOn || figure.tally.runs >= count {
        told = .now
        let sum = figure.tally
        say(
            "\(part.rawValue): \(sum.runs) runs, \(sum.ok) ok, \(sum.failed) failed, \(sum.unknown) unknown,"
                + " \(sum.violations.count) violations, \(Int(figure.seconds)) s"
        )
    }
}
let violations = try Figures.read(path).parts[part.rawValue]?.tally.violations ?? []
exit(violations.isEmpty ? 0 : 1)
