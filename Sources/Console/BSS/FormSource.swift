import AccountFiles
import Accounts
import FoundationEssentials
import Pulling
import Synchronizing
import Telling

/// How the account of an open form compares with the BSS, and what changed since the form was opened.
struct FormSource: Sendable {
    /// nil until it is known.
    private(set) var freshness: Freshness?
    private(set) var isReading = false
    private var clock: (@Sendable () -> Date)?
    /// What changed, and the part of the form that shows it.
    private var changes: [(subject: Finding.Subject, change: SeenChange)] = []

    /// Whether there is a BSS from which the account can be read again.
    var isConnected: Bool {
        switch freshness {
        case nil, .notConnected: false
        case .read, .absent, .unreadable: true
        }
    }

    mutating func begin() { isReading = true }

    /// Takes what came of reading the account again; nil leaves what is known.
    mutating func take(_ freshness: Freshness?, clock: @escaping @Sendable () -> Date) {
        isReading = false
        if let freshness { (self.freshness, self.clock) = (freshness, clock) }
    }

    /// Notes how an account differs from what the form showed; returns whether it does.
    mutating func note(_ old: SyncForm, _ new: SyncForm) -> Bool {
        let isOfBSS = new.account.origin?.source == .bss
        let columns = Account.Column.allCases.filter { old.account[$0] != new.account[$0] }
        for column in columns {
            let (before, after) = (old.shown(column), new.shown(column))
            let change = SeenChange(column.spoken, from: before, to: after, isOfBSS: isOfBSS)
            add(change, about: new.subject(of: column))
        }
        return !columns.isEmpty
    }

    private mutating func add(_ change: SeenChange, about subject: Finding.Subject) {
        guard let index = changes.firstIndex(where: { $0.subject == subject }) else {
            return changes.append((subject, change))
        }
        changes[index].change.new = change.new
        changes[index].change.isOfBSS = change.isOfBSS
        if changes[index].change.old == change.new { changes.remove(at: index) }
    }

    /// What changed in a part of the form.
    func change(of subject: Finding.Subject) -> SeenChange? { changes.first { $0.subject == subject }?.change }

    /// What changed in what the form does not show.
    var otherChanges: [SeenChange] {
        changes.compactMap { if case .column = $0.subject { $0.change } else { nil } }
    }

    /// As of when the account is, and what is to be known besides; nothing where no BSS is connected.
    ///
    /// `isSent`: whether what is shown may be sent.
    func words(isSent: Bool) -> [(text: String, isGood: Bool)] {
        guard let freshness, let clock, let phrase = freshness.phrase(at: clock()) else {
            return isReading ? [(BSSWords.reading, true)] : []
        }
        let remark = freshness.remark.map { [($0, false)] } ?? []
        guard case .unreadable = freshness else { return [(phrase, freshness.isRead || !remark.isEmpty)] + remark }
        return [(isSent ? BSSWords.sendsWhatIsShown(phrase) : phrase, false)] + remark
    }
}

extension SyncForm {
    fileprivate func shown(_ column: Account.Column) -> String {
        column == .parentCode
            ? situation.parent?.account.code.rawValue ?? account.parent?.rawValue ?? "" : account[column]
    }

    /// The part of the form that shows a column.
    fileprivate func subject(of column: Account.Column) -> Finding.Subject {
        switch column {
        case .email: (field(meaning: .email) ?? field(meaning: .username)).map { .field($0.id) } ?? .column(column)
        case .type: field(meaning: .role).map { .field($0.id) } ?? .column(column)
        case .parentCode: .parent
        default: .column(column)
        }
    }
}

extension Account.Column {
    fileprivate var spoken: String {
        self == .parentCode ? "parent" : rawValue.split(separator: "_").joined(separator: " ")
    }
}
