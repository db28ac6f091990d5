import Accounts
import FoundationEssentials
import Telling
import Workspace

/// Every message with its time; toasts come and go, the log stays, also when the console is closed.
struct MessageLog: Sendable {
    struct Entry: Sendable {
        var at: Date
        var notice: Notice
        /// The account that it is about.
        var code: AccountCode?
    }

    private(set) var entries: [Entry] = []

    mutating func add(_ entry: Entry) { entries.append(entry) }

    /// Takes in what earlier consoles told; what this one has told comes after that.
    mutating func take(earlier: [Entry]) { entries = earlier + entries }
}

extension MessageLog.Entry {
    /// The entry as it is kept in the workspace's folder, with the keys of this version.
    var line: MessageFile.Line {
        MessageFile.Line(at: at, tone: notice.tone.rawValue, code: code?.rawValue, lines: notice.consoleLines)
    }

    init?(_ line: MessageFile.Line) {
        guard let tone = Notice.Tone(rawValue: line.tone), let headline = line.lines.first else { return nil }
        at = line.at
        notice = Notice(tone, headline).details(Array(line.lines.dropFirst()))
        code = line.code.map { AccountCode($0) }
    }
}
