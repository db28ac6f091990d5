package import Synchronizing

package enum AuditWords {
    package static let empty = "The log is empty: nothing was ever sent."
    package static let ended = "Ended: the log was not read to its end."

    package static let wantedHead = "it must be a number, a colon and 64 hexadecimal digits, as audit head prints it."

    private static func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count.grouped) lines" }

    package static func whole(_ check: LogCheck) -> String {
        "The log is whole: \(lines(check.count)), the last one \(check.head?.description ?? "")."
    }

    package static func accepted(_ head: LogHead?) -> String {
        head.map { "What you saw last is now line \($0.number): \($0)." } ?? empty
    }

    package static let notKept =
        "What you saw of the log cannot be kept: there is no folder for it, or it cannot be written."
}

extension Notice {
    /// What is wrong with the log.
    package init(_ fault: LogCheck.Fault) {
        switch fault {
        case .broken(let number):
            self = .bad("Line \(number) of the log does not follow from the lines before it.")
                .details(["It, or one before it, was changed, inserted or removed behind this program's back."])
                .cure("Compare the workspace with a backup, and find out who could write to it.")
        case .cut(let seen):
            self = .bad("The log ends before line \(seen.number), which you have seen.")
                .details([
                    "It was cut, or an older copy of the workspace was put in its place: accounts may exist at the vendor that are not synchronized here."
                ])
                .cure(
                    "\(ShellCommand("drift --ask")) finds them; \(ShellCommand("audit accept")) takes the log as it is."
                )
        case .rewritten(let seen):
            self = .bad("Line \(seen.number) of the log is not the line that you have seen.")
                .details([
                    "The log was written anew behind this program's back, or this copy has diverged from the original."
                ])
                .cure("Compare the workspace with a backup; \(ShellCommand("audit accept")) takes the log as it is.")
        }
    }
}
