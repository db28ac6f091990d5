import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen
import Workspace

enum FormLine {
    enum Content {
        case text(String)
        case parent(String)
        case choices(FormField)
    }

    case empty
    case text(String, Style)
    case field(String, Content, Focus)
    case message(String, Style)
    case labelled(String, String, Style)
    case buttons

    /// The part of the form that is on this line, if it is a field; the line of the buttons has two parts, so it is nil
    /// there.
    var focus: Focus? { if case .field(_, _, let focus) = self { focus } else { nil } }
    var isMessage: Bool { if case .message = self { true } else { false } }
    var isButtons: Bool { if case .buttons = self { true } else { false } }
}

extension FormScreen {
    /// The lines of the form: each field with its message under it, the checks, the notice, the buttons.
    ///
    /// `width` is the width of a line, `room` that of a value.
    func lines(_ form: SyncForm, width: Int, room: Int) -> [FormLine] {
        var lines: [FormLine] = []
        if case .readOnly(let link) = form.mode {
            var reasons = FormWords.reasons(link, holder: holder).map(\.named)
            if let first = reasons.first { reasons[0] = "\(link.state.sign) \(first)" }
            lines += Self.wrapped(reasons, to: width).map { .text($0, link.state.style) }
            lines += Self.labelled("Account", sourceLines, room) + [.empty]
        }
        lines.append(.field(ParentField.label, .parent(form.parent.shown), .parent))
        lines += message(under: .parent, form.parent.message.named, room)
        lines += change(of: .parent, isKept: form.parent.isChanged, room)
        for field in form.fields {
            let star = field.definition.isRequired ? " *" : ""
            lines.append(
                .field(
                    field.label + star,
                    field.definition.isText ? .text(field.shownValue) : .choices(field),
                    .field(field.id)
                )
            )
            let known = FormWords.origin(of: field)
            let origin = known.isEmpty ? field.definition.explanation : known
            lines += message(under: .field(field.id), origin, room)
            lines += change(of: .field(field.id), isKept: field.isChanged, room)
        }
        lines.append(.empty)
        return lines + ending(form, width: width, room: room)
    }

    private static func wrapped(_ texts: [String], to width: Int) -> [String] {
        texts.flatMap { $0.visible.wrapped(to: width) }
    }

    private static func joined(_ texts: [String], to width: Int) -> [String] {
        texts.reduce(into: []) { lines, text in
            if let last = lines.last, last.columns + 3 + text.columns <= width {
                lines[lines.count - 1] = "\(last)   \(text)"
            } else {
                lines.append(text)
            }
        }
    }

    private func ending(_ form: SyncForm, width: Int, room: Int) -> [FormLine] {
        switch phase {
        case .sending(let progress, let seconds):
            return [.text("\(progress.phrase) \(seconds) s", .accent), .empty, .buttons]
        case .checking: return [.text("checking …", .accent), .empty, .buttons]
        default: break
        }
        guard form.mode == .editable else { return [.buttons] }
        var lines = Self.labelled("Account", sourceLines, room)
        lines += Self.labelled("Before sending", checks(room), room)
        if let notice = form.situation.system.notice {
            lines += Self.wrapped([notice], to: width).map { .text($0, .dim) }
        }
        // What came of it the last time, whole; next to the buttons it is seen however little room there is.
        if let link = form.situation.link, link.state != .atVendor, let trouble = link.trouble {
            lines += Self.wrapped(["\(link.state.sign) \(trouble)"], to: width).map { .text($0, link.state.style) }
        }
        return lines + [.empty, .buttons]
    }

    private static func labelled(_ label: String, _ texts: [(text: String, style: Style)], _ room: Int) -> [FormLine] {
        var lines: [FormLine] = []
        for (text, style) in texts {
            for part in text.columns > room ? wrapped([text], to: room) : [text] {
                lines.append(.labelled(lines.isEmpty ? label : "", part, style))
            }
        }
        return lines
    }

    /// As of when the account is, and what changed of it that the form does not show.
    private var sourceLines: [(text: String, style: Style)] {
        source.words(isSent: form?.mode == .editable)
            .map { ($0.isGood ? $0.text : "! \($0.text)", $0.isGood ? .dim : .warning) }
            + source.otherChanges.map { ("! \($0.sentence)", .warning) }
    }

    /// That a value is another one now than when the form was opened.
    private func change(of subject: Finding.Subject, isKept: Bool, _ room: Int) -> [FormLine] {
        guard var change = source.change(of: subject) else { return [] }
        change.isKept = isKept
        return "! \(change.sentence)".visible.wrapped(to: room).map { .message($0, .warning) }
    }

    /// The findings that are not under a field, and what the exists call reported.
    private func checks(_ room: Int) -> [(text: String, style: Style)] {
        // What was found of a field is not said of what is being typed into it.
        let passes = findings.filter { $0.severity == .passes && (judged.contains($0.subject) || !isField($0.subject)) }
            .map(\.message)
        var checks: [(String, Style)] = Self.joined(passes.map { "✓ \($0)" }, to: room).map { ($0, .good) }
        if let reason = form?.situation.system.pause {
            checks.insert(("✗ \(PlanWords.paused(system, reason.pausing).named)", .bad), at: 0)
        }
        for finding in findings
        where finding.severity != .passes && Focus(finding.subject).map({ !stops.contains($0) }) ?? true {
            checks.append(finding.look)
        }
        let (sign, style): (String, Style) =
            switch exists {
            case nil: (isUnasked || isEmailUnasked ? "·" : "…", .dim)
            case .absent: ("✓", .good)
            case .present: ("≡", .warning)
            default: ("!", .warning)
            }
        let unanswered =
            if isUnasked {
                FormWords.notAsked(system).named
            } else if isEmailUnasked {
                FormWords.notAskedAboutEmail(system).named
            } else {
                FormWords.asking(system)
            }
        let words = existsOther ?? exists.map { FormWords.exists($0, at: system) } ?? unanswered
        checks.append(("\(sign) \(words)", style))
        return checks
    }

    private func isField(_ subject: Finding.Subject) -> Bool { if case .field = subject { true } else { false } }

    /// Whether the exists call was made with other emails than the one that is entered now.
    private var isEmailUnasked: Bool { askedEmail != nil && askedEmail != form?.email && exists == nil }

    /// What the exists call returned about the email that is entered now.
    private var exists: ExistsVerdict? { form.flatMap { answers[$0.email] } }

    /// The id that the exists call returned, if it is another account's here: it cannot be adopted.
    private var existsOther: String? {
        guard case .present(let id)? = exists else { return nil }
        for finding in findings {
            if case .emailTaken(let holder, _, _, let taken?) = finding.rule, taken.folded == id.folded {
                return FormWords.exists(id, of: holder, at: system)
            }
        }
        return nil
    }

    /// The message under a field: its problem if it is judged, otherwise where its value comes from; at least one line.
    private func message(under focus: Focus, _ origin: String, _ room: Int) -> [FormLine] {
        let (text, style) = judgement(of: focus) ?? (origin, .dim)
        return text.visible.wrapped(to: room).map { .message($0, style) }
    }

    private func judgement(of focus: Focus) -> (String, Style)? {
        guard let finding = finding(under: focus) else { return nil }
        // The value already says which reseller it is; the message says what to do.
        if case .parentNotSynchronized = finding.rule, let form { return ("✗ \(form.parent.message.named)", .bad) }
        return finding.look
    }
}

extension ParentField {
    var shown: String {
        if let chosen { return chosen.named }
        return switch absence {
        case .reseller, .directCustomer, nil: "blank"
        case .unnamed: "missing"
        case .notSynchronized(let reseller):
            "— (\(reseller.account.name), \(reseller.account.code), \(reseller.state.predicate))"
        }
    }
}
