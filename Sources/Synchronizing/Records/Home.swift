package import FoundationEssentials

/// Where a book belongs: only there is anything sent in its name.
///
/// A copy of a book, a backup that was put back, or a standby that was promoted has the same accounts and another place,
/// and may know nothing of what was sent since.
package struct Home: Hashable, Sendable {
    package var place: Place
    /// Since when.
    package var at: Date
    /// Who said so; nil for the place where the book was made, or first opened by a version that knows of homes.
    package var by: String?

    package init(place: Place, at: Date, by: String?) { (self.place, self.at, self.by) = (place, at, by) }

    /// A place, as far as a store can tell it from others; a part that it cannot know is left out.
    package struct Place: Hashable, Sendable {
        package var parts: [Part: String]

        package init(_ parts: [Part: String]) { self.parts = parts.filter { !$0.value.isEmpty } }

        /// In which parts two places differ; a part that one of them does not know says nothing.
        package func differences(from other: Place) -> [Part] {
            Part.allCases.filter { part in
                guard let mine = parts[part], let theirs = other.parts[part] else { return false }
                return mine != theirs
            }
        }
    }

    /// What identifies a place; the raw values are stored.
    package enum Part: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
        /// The machine on which a workspace's file is, as a digest of its id.
        case machine
        /// The file's inode, which stays if its folder is renamed.
        case file
        /// When the inode was made, since numbers of inodes are used again, and are the same on another disk.
        case born
        /// The server's system identifier, which its base backups have as well.
        case server
        /// The server's timeline: each promotion, and each restored backup that replays a log, begins another one.
        case timeline
        case database
        /// The book's own tables, which a dump that is read back makes anew.
        case tables
    }
}

extension Home.Place: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([Home.Part: String].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(parts)
    }
}

/// Where a book is, and where it belongs.
package struct HomeReading: Hashable, Sendable {
    /// The homes that it has had, newest first; the first one counts.
    package var homes: [Home]
    package var here: Home.Place
    /// What the server does for what is committed; nil for a workspace in a folder.
    package var durability: Durability?

    package init(homes: [Home], here: Home.Place, durability: Durability? = nil) {
        (self.homes, self.here, self.durability) = (homes, here, durability)
    }

    /// The home and the place in one word, which is another one once either has changed.
    package var mark: String {
        func word(_ place: Home.Place) -> String {
            place.parts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue)=\($0.value)" }
                .joined(separator: " ")
        }
        let home = homes.first.map { "\(homes.count) \($0.at.timeIntervalSinceReferenceDate) \(word($0.place))" } ?? ""
        return SHA256.hexadecimal(Array("\(home)\n\(word(here))".utf8))
    }

    /// In what the place differs from the home; nil at home.
    ///
    /// A book without a home is at home nowhere.
    package var away: [Home.Part]? {
        guard let home = homes.first else { return [] }
        let differences = here.differences(from: home.place)
        return differences.isEmpty ? nil : differences
    }

    /// Throws `StoreFailure.away` unless the book is at home; `path` names it to a person.
    package func require(at path: String) throws(StoreFailure) {
        if let away { throw .away(path: path, away) }
    }
}

/// The server settings that decide whether a commit is durable.
package struct Durability: Hashable, Sendable {
    package var synchronousCommit: String
    package var synchronousStandbys: String
    package var fsync: String
    package var fullPageWrites: String
    /// How many standbys receive what the server writes at the moment.
    package var standbys: Int

    package init(
        synchronousCommit: String,
        synchronousStandbys: String,
        fsync: String,
        fullPageWrites: String,
        standbys: Int
    ) {
        (self.synchronousCommit, self.synchronousStandbys) = (synchronousCommit, synchronousStandbys)
        (self.fsync, self.fullPageWrites, self.standbys) = (fsync, fullPageWrites, standbys)
    }

    /// A way in which the server may lose what it has confirmed.
    package enum Weakness: CaseIterable, Hashable, Sendable {
        case commits, standbys, fsync, pages
    }

    package var weaknesses: [Weakness] {
        Weakness.allCases.filter { weakness in
            switch weakness {
            case .commits: synchronousCommit == "off" || synchronousCommit == "local" && !synchronousStandbys.isEmpty
            case .standbys: synchronousStandbys.isEmpty && standbys > 0
            case .fsync: fsync != "on"
            case .pages: fullPageWrites != "on"
            }
        }
    }
}
