import FoundationEssentials
package import Synchronizing
import Workspace

/// What a person is told about a book's home.
package enum HomeWords {
    /// What somebody types to make a place the home.
    package static let confirmation = "accept"
    package static let isAtHome = "The book is at its home already; nothing was changed."

    /// What is to be confirmed, with what it means.
    package static func accepting(_ count: Int) -> Notice {
        .warning("Whatever was sent elsewhere is not known here, and is then sent again.")
            .details([
                "\(count.accounts) could be sent from here.",
                "First compare with the vendors: \(ShellCommand("drift --ask")). Make sure that nobody sends from the original any more.",
            ])
            .cure("Type \(confirmation) to make this the home.")
    }

    package static func accepted(_ count: Int) -> String {
        "This is the book's home now; \(count.accounts) can be sent."
    }

    package static var comparing: String { "Compare with the vendors before you send: \(ShellCommand("drift --ask"))." }

    /// The reading as lines; `isStandby`: the book's server follows another one, and can only be read; `closing` says
    /// why the workspace is closed.
    package static func lines(
        _ reading: HomeReading,
        book: String,
        isStandby: Bool,
        closing: Closing?
    ) -> [String] {
        var lines: [String] = []
        if let closing {
            lines.append("Closed: \(phrase(closing)). Nothing is sent from here.")
        } else if let away = reading.away {
            lines.append("Away from home: \(phrase(away)). Nothing is sent from here.")
        } else if isStandby {
            lines.append("On a standby: \(book) can only be read here. Nothing is sent from here.")
        } else {
            lines.append("At home: \(book) may send from here.")
        }
        let home = reading.homes.first
        for part in Home.Part.allCases {
            let (here, there) = (part.told(reading.here.parts[part]), part.told(home?.place.parts[part]))
            guard here != nil || there != nil else { continue }
            let isSame = here == nil || there == nil || here == there
            lines.append(
                "\(part.word): \(here ?? "not known here")\(isSame ? "" : ", at home \(there ?? "")")"
            )
        }
        for home in reading.homes {
            lines.append("Home since \(home.at.stamp)\(home.by.map { ", said by \($0)" } ?? "")")
        }
        if let durability = reading.durability { lines += settings(durability) }
        return lines
    }

    /// Where a workspace that is closed is, in few words.
    package static func phrase(_ closing: Closing) -> String {
        let place = WorkspaceLocation.shown(closing.place)
        return switch closing.phase {
        case .moving: "the workspace is on its way to \(place)"
        case .moved: "the workspace has moved to \(place)"
        case .arriving: "the workspace has not arrived yet from \(place)"
        }
    }

    /// Why a place is not the home.
    static func phrase(_ parts: [Home.Part]) -> String { parts.first?.phrase ?? "it has no home" }

    /// What a server does for what is committed, with what it means if that weakens the promise.
    private static func settings(_ durability: Durability) -> [String] {
        let weaknesses = durability.weaknesses
        let settings = Durability.Weakness.allCases.map { weakness in
            weaknesses.contains(weakness) ? "\(durability.told(weakness))." : durability.setting(weakness)
        }
        return settings + ["Standbys that follow: \(durability.standbys)"]
    }
}

extension Durability {
    /// The setting on which a weakness depends, and what it is.
    fileprivate func setting(_ weakness: Weakness) -> String {
        switch weakness {
        case .commits: "synchronous_commit is \(synchronousCommit)"
        case .standbys: "synchronous_standby_names is \(synchronousStandbys.isEmpty ? "empty" : synchronousStandbys)"
        case .fsync: "fsync is \(fsync)"
        case .pages: "full_page_writes is \(fullPageWrites)"
        }
    }

    /// The same with what may happen.
    fileprivate func told(_ weakness: Weakness) -> String { "\(setting(weakness)): \(weakness.phrase)" }
}

extension Durability.Weakness {
    /// What may happen, as the second half of a sentence.
    fileprivate var phrase: String {
        switch self {
        case .commits: "what was confirmed may be lost when the server stops or its standby takes over"
        case .standbys: "no standby is waited for, and one that is promoted may lack the last commits"
        case .fsync: "a power failure may lose what was sent, or the whole book"
        case .pages: "a power failure may damage the book unnoticed"
        }
    }
}

extension Notice {
    /// Says at the opening of a book how its server may lose what it has confirmed; nil if it keeps its word.
    package static func weakness(_ durability: Durability?) -> Notice? {
        guard let durability, !durability.weaknesses.isEmpty else { return nil }
        return
            .warning("The server of this book may lose what it has confirmed.")
            .details(durability.weaknesses.map(durability.told))
            .cure("Ask whoever runs the server; `\(ShellCommand("home"))` shows the settings.")
    }
}

extension Home.Part {
    /// A value as a person reads it: a moment by its date, with what tells two within a second apart.
    fileprivate func told(_ value: String?) -> String? {
        guard self == .born, let value, let dot = value.firstIndex(of: "."), let seconds = Double(value[..<dot]) else {
            return value
        }
        return "\(Date(timeIntervalSince1970: seconds).stamp)\(value[dot...])"
    }

    fileprivate var word: String {
        switch self {
        case .machine: "Machine"
        case .file: "File (inode)"
        case .born: "File made at"
        case .server: "Server"
        case .timeline: "Timeline"
        case .database: "Database"
        case .tables: "Tables"
        }
    }

    fileprivate var phrase: String {
        switch self {
        case .machine: "it is on another machine"
        case .file, .born: "this file is a copy, or was put back from a backup"
        case .server: "it is on another server"
        case .timeline: "its server goes on from a backup, or was a standby and was promoted"
        case .database: "this database is a copy of another one"
        case .tables: "its tables were read back from a dump"
        }
    }
}
