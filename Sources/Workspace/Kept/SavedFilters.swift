import Accounts
import Glibc

/// Filters that have a name, so that nobody types them twice.
package struct SavedFilters: Hashable, Sendable, Codable {
    package struct Saved: Hashable, Sendable, Codable {
        package var name: String
        package var filter: String
    }

    private var format = 1
    /// By name, as they are listed.
    package private(set) var filters: [Saved] = []

    package init() {}

    /// The filter with a name, in whatever case.
    package subscript(_ name: String) -> Saved? { filters.first { $0.name.folded == name.trimmed.folded } }

    package var names: [String] { filters.map(\.name) }

    mutating func set(_ filter: String?, for name: String) {
        filters.removeAll { $0.name.folded == name.folded }
        if let filter { filters.append(Saved(name: name, filter: filter)) }
        filters.sort { ($0.name.folded, $0.name) < ($1.name.folded, $1.name) }
    }

    /// At most this many are kept: a list that nobody can look through helps nobody.
    static let most = 500

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard try values.decode(Int.self, forKey: .format) == 1 else { throw KeptFile.Problem.foreign }
        for saved in try values.decode([Saved].self, forKey: .filters).prefix(Self.most) {
            // Somebody else may have written it: what is not a name in one line is left out.
            guard let name = try? OneLine(saved.name, longest: 100).text else { continue }
            set(String(saved.filter.prefix(1_000)), for: name)
        }
    }
}

extension Workspace {
    private var filterFile: KeptFile { KeptFile("filters.json", in: location) }

    /// The saved filters; none if nothing was saved yet.
    package func savedFilters() throws(KeptFile.Problem) -> SavedFilters {
        try filterFile.read(SavedFilters.self) ?? SavedFilters()
    }

    /// Saves a filter under a name, or forgets the name; returns what is saved then.
    ///
    /// Two processes take turns, so that neither loses what the other saves.
    package func saveFilter(_ filter: String?, as name: String) throws(KeptFile.Problem) -> SavedFilters {
        let folder = Glibc.open(location.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .unwritable(.last) }
        defer { Glibc.close(folder) }
        guard flock(folder, LOCK_EX) == 0 else { throw .unwritable(.last) }
        var filters = try savedFilters()
        filters.set(filter, for: name)
        try filterFile.write(filters)
        return filters
    }
}
