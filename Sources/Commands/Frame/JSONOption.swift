import ArgumentParser

/// How every command is asked for JSON.
struct JSONOption: ParsableArguments {
    @Flag(help: "Print JSON.")
    var json = false
}

protocol PrintsJSON {
    var output: JSONOption { get }
    /// Whether the result is printed as JSON.
    var json: Bool { get }
}

extension PrintsJSON {
    var json: Bool { output.json }
}

/// A command whose result can be printed as CSV instead.
protocol PrintsCSV: PrintsJSON {
    var csv: Bool { get }
}

extension PrintsCSV {
    func checkOneFormat() throws {
        guard !json || !csv else { throw ValidationError("--json and --csv exclude each other.") }
    }
}
