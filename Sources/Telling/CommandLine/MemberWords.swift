import Accounts
package import Synchronizing

/// The words about the members of a team's book.
package enum MemberWords {
    /// `scope` is what was said of it; nil if nothing was.
    package static func added(_ login: String, _ role: MemberRole, _ scope: MemberScope?) -> String {
        let what =
            switch scope {
            case nil: ""
            case .whole?: ", and sees the whole book"
            case let part?: ", and sees what is \(self.scope(part))"
            }
        let added = "\(login) is \(role.rawValue) now\(what)."
        guard role == .administrator, case .below? = scope else { return added }
        return "\(added) Whoever sees a part of the book can do no more than an approver."
    }
    package static func removed(_ login: String) -> String {
        "\(login) can no longer do anything here, not even in sessions that are already open."
    }
    /// As whom a book is open.
    package static func opened(_ login: String, _ role: MemberRole, _ scope: MemberScope) -> String {
        let what = scope == .whole ? "" : " You see what is \(self.scope(scope)), and nothing else is shown."
        return "You are \(login) here, with the role \(role.rawValue).\(what)"
    }
    /// What a member sees; nothing, once the server has forgotten the login.
    package static func sees(_ member: Member) -> String {
        member.isOnServer ? scope(member.scope) : "nothing: the server has no such login"
    }
    /// What is seen.
    package static func scope(_ scope: MemberScope) -> String {
        switch scope {
        case .whole: "the whole book"
        case .below(let codes) where codes.isEmpty: "below other resellers"
        case .below(let codes): "below \(codes.map(\.rawValue).joined(separator: ", "))"
        }
    }
    package static let belowOrAll = "Name either --below or --all."
    package static let overOrOff = "Name either --over or --off."
    package static func approvals(_ rule: ApprovalRule) -> String {
        let what =
            rule.most.map {
                "A plan of more than \($0.accounts) must be approved by somebody who is not its author"
            } ?? "No plan must be approved"
        guard let by = rule.by, let at = rule.at else { return "\(what)." }
        return "\(what), as \(by) said at \(at.shortStamp)."
    }
    package static let owner = "owns the book"
    package static func unknownRole(_ text: String) -> String {
        "\"\(text)\" is not a role: use one of \(MemberRole.allCases.map(\.rawValue).joined(separator: ", "))."
    }
}

extension Notice {
    /// A login's role does not include what it wanted.
    package static func role(_ role: MemberRole, needs needed: MemberRole? = nil, in book: String) -> Notice {
        let words = needed.map { "and that needs \($0.rawValue)" } ?? "which does not include that"
        return .bad("Your role in the book \(book) is \(role.rawValue), \(words); nothing was written.")
            .cure(
                "Ask an administrator of the book, whom \(ShellCommand("members list")) shows, to do it or to change your role."
            )
    }

    /// A login's role was changed since it opened the book, and does not include what it wanted any more.
    package static func role(_ role: MemberRole, since former: MemberRole, in book: String) -> Notice {
        let change = "it was \(former.rawValue) when you opened it, and is \(role.rawValue) now"
        return .bad("Your role in the book \(book) was changed: \(change); nothing was written.")
            .cure(
                "Open it again; an administrator of the book, whom \(ShellCommand("members list")) shows, gives roles."
            )
    }

    /// A login sees a part of the book only, and wanted something beyond that.
    package static func scope(_ scope: MemberScope? = nil, in book: String) -> Notice {
        let part = scope.map { " (what is \(MemberWords.scope($0)))" } ?? ""
        return .bad("That reaches beyond the part of the book \(book) that you see\(part); nothing was done.")
            .cure("Ask a member who sees the whole book, whom \(ShellCommand("members list")) shows, to do it.")
    }

    /// A workspace that has no members.
    package static let noTeam =
        Notice.bad("This workspace is a folder, which belongs to one person and has no members.")
        .cure("Name a book on a server: --workspace postgresql://HOST/BOOK.")

    /// Why a login was neither let in nor out.
    package static func member(_ verdict: MemberVerdict, _ login: String) -> Notice {
        switch verdict {
        case .done: .good("\(login) was changed.")
        case .noLogin:
            .bad("The server has no login \(login).")
                .cure("Have an administrator of the server make it: CREATE ROLE … LOGIN. Upper and lower case differ.")
        case .owner:
            .bad("\(login) owns the book, and so stays its administrator.")
                .cure(
                    "An administrator of the server can change that in its database: REASSIGN OWNED BY … TO …."
                )
        case .noReseller(let code):
            .bad("No reseller of the book has the code \(code), so \(login) was not changed.")
                .cure("Name resellers by their codes: \(ShellCommand("accounts list")) shows them.")
        case .passesBy:
            .bad(
                "The server lets \(login) see every row (BYPASSRLS), so nothing can be kept from it; nothing was changed."
            )
            .cure("Have an administrator of the server take that away: ALTER ROLE … NOBYPASSRLS.")
        case .noMember: .bad("\(login) is not a member.").cure("\(ShellCommand("members list")) shows who is.")
        }
    }
}
