import Accounts
import Pulling
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// The Sync Options form under the hands of an operator.
@Suite(.timeLimit(.minutes(20))) struct FormTests {
    @Test func `a clean form closes on Esc, a changed one asks first and the second Esc discards`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.press(.escape)
        #expect(!stage.text.contains("Save & Synchronize"))
        await stage.press(.enter)
        await stage.type("RS")
        await stage.press(.escape)
        #expect(stage.text.contains("Esc again: discard your changes"))
        await stage.type("-1")
        #expect(!stage.text.contains("Esc again"))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-1")
        await stage.press(.escape, .escape)
        #expect(!stage.text.contains("Save & Synchronize"))
    }

    @Test func `a changed form is not discarded when the reseller is synchronized meanwhile, and gets its parent`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        await stage.press(.backTab)
        await stage.type("x")
        await stage.press(.control("p"))
        await stage.type("RS-77")
        await stage.press(.control("s"), .enter)
        #expect(stage.line("Parent Account") == "Parent Account Northwind Cloud (R-100)")
        #expect(stage.line("Email *") == "Email * info@sonne.examplex")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
    }

    /// Only a form that is open sends what was checked.
    @Test func `Esc while a form is still checked sends nothing, and says so`() async throws {
        let stage = try await Stage.open()
        let form = try await stage.resellersForm()
        var screen = FormScreen(form.id)
        _ = screen.receive(.formLoaded(form))
        guard case .work(.check(_, submits: true))? = screen.perform(.save).first else {
            Issue.record("not checked")
            return
        }
        #expect(screen.question?.contains { $0.text == "stop: nothing is sent" } == true)
        let effects = screen.perform(.back)
        guard effects.count == 2, case .go(.close) = effects[0], case .go(.say(let notice)) = effects[1] else {
            Issue.record("\(effects)")
            return
        }
        #expect(notice.headline.hasPrefix("Nothing was sent for \(form.account.code)"))
    }

    @Test func `asking the vendor for its fields again keeps what was entered`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-7")
        await stage.press(.control("r"))
        await stage.type("7")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
    }

    @Test func `a value that was taken out is not called an entered one`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        while stage.focusedMeaning != .email { await stage.press(.tab) }
        await stage.press(.control("u"))
        #expect(stage.shows("emptied") && !stage.shows("entered"), "\(stage.text)")
    }

    @Test func `what the vendor said of an email is not shown beside another one`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        #expect(stage.shows("✓ not at Dropbox yet"))
        while stage.focusedMeaning != .email { await stage.press(.tab) }
        await stage.type("x")
        #expect(!stage.shows("not at Dropbox yet"), "\(stage.text)")
        #expect(stage.shows("· Dropbox was not asked about this email yet: F7 asks"), "\(stage.text)")
        await stage.press(.backspace)
        #expect(stage.shows("✓ not at Dropbox yet"), "\(stage.text)")
        await stage.type("x")
        await stage.press(.function(7))
        #expect(stage.shows("✓ not at Dropbox yet"), "\(stage.text)")
        #expect(try stage.vendor.asked == 2)
        // Both were asked about by now.
        await stage.press(.backspace)
        #expect(stage.shows("✓ not at Dropbox yet"), "\(stage.text)")
    }

    @Test func `what was found of a value is not said of another one that is being typed`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        #expect(stage.shows("✓ email used by no other account"), "\(stage.text)")
        while stage.focusedMeaning != .email { await stage.press(.tab) }
        await stage.type("x")
        #expect(!stage.shows("email used by no other account"), "\(stage.text)")
        await stage.press(.tab)
        #expect(stage.shows("✓ email used by no other account"), "\(stage.text)")
    }

    @Test func `an answer about the email of before is not taken for one about the email of now`() async throws {
        let stage = try await Stage.open()
        let before = try await stage.resellersForm()
        let email = try #require(before.field(meaning: .email)).id
        var screen = FormScreen(before.id)
        _ = screen.receive(.formLoaded(before))
        screen.form?.enter("other@northwind.example", in: email)
        _ = screen.perform(.askFirst)
        _ = screen.receive(.existsAnswered(before, .absent))
        if screen.answers["other@northwind.example"] != nil { Issue.record("the answer was about \(before.email)") }
        let now = try #require(screen.form)
        _ = screen.receive(.existsAnswered(now, .present("dbx-1")))
        guard case .present("dbx-1")? = screen.answers[now.email] else {
            Issue.record("the answer was about \(now.email)")
            return
        }
    }

    @Test func `what is shown in place of the fields ends what was begun in one of them`() async throws {
        let stage = try await Stage.open()
        let form = try await stage.resellersForm()
        var screen = FormScreen(form.id)
        _ = screen.receive(.formLoaded(form))
        screen.isAskingToDiscard = true
        _ = screen.openPicker()
        screen.phase = .editing
        #expect(screen.parentPicker != nil && screen.isAskingToDiscard)
        screen.phase = .sending(.asking, seconds: 0)
        #expect(screen.parentPicker == nil && !screen.isAskingToDiscard)
    }

    @Test func `a question about a form is not asked over another screen`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        let id = try #require(stage.console.screens.last?.subject)
        let question = ConfirmScreen(title: "Sure?", lines: [], yes: "yes", typed: nil, effects: [])
        stage.console.execute([.go(.ask(question, about: id, code: "C-101"))])
        #expect(stage.console.screens.last is ConfirmScreen)
        stage.console.close()
        stage.console.execute([.details(of: id.account)])
        stage.console.execute([.go(.ask(question, about: id, code: "C-101"))])
        #expect(stage.console.screens.last?.context == .details && stage.shows("Nothing was sent for C-101"))
    }

    @Test func `an account is being sent until the last of its sends has ended`() async throws {
        let stage = try await Stage.open()
        let form = try await stage.resellersForm()
        for _ in 1...2 { stage.console.noteSending(.send(form, allowsStorefront: false)) }
        stage.console.endSending(form.id)
        #expect(stage.console.isBusy)
        stage.console.endSending(form.id)
        #expect(!stage.console.isBusy)
        stage.console.endSending(form.id)
        #expect(!stage.console.isBusy)
    }

    @Test func `whoever types before the first check is over misses nothing that it would have found`() async throws {
        let stage = try await Stage.open()
        let synchronizer = stage.workspace.synchronizer
        let form = try await stage.resellersForm()
        var screen = FormScreen(form.id)
        _ = screen.receive(.formLoaded(form))
        _ = screen.type(.character("7"))
        let late = try await synchronizer.preflight(form, allowsStorefront: false)
        guard case .work(.check(let now, submits: false))? = screen.receive(.checked(form, late, submits: false)).first
        else {
            Issue.record("what stands there now is not checked")
            return
        }
        #expect(now == screen.form && screen.findings.isEmpty)
        let findings = try await synchronizer.preflight(now, allowsStorefront: false)
        #expect(screen.receive(.checked(now, findings, submits: false)).isEmpty)
        let email = try #require(now.field(meaning: .email)).id
        guard case .emailShared? = screen.finding(under: .field(email))?.rule else {
            Issue.record("\(screen.findings)")
            return
        }
    }

    @Test func `a check that was stopped sends nothing from a form that is opened again, and none sends twice`()
        async throws
    {
        let stage = try await Stage.open()
        let form = try await stage.resellersForm()
        var screen = FormScreen(form.id)
        _ = screen.receive(.formLoaded(form))
        #expect(screen.receive(.checked(form, [], submits: true)).isEmpty)
        _ = screen.perform(.save)
        guard case .work(.send)? = screen.receive(.checked(form, [], submits: true)).first else {
            Issue.record("what was saved here is not sent")
            return
        }
        #expect(screen.receive(.checked(form, [], submits: true)).isEmpty)
    }

    @Test func `a warning counts as seen only once it was on the screen`() async throws {
        let stage = try await Stage.open()
        var form = try await stage.resellersForm()
        form.enter("RS-77", in: try #require(form.field(meaning: .resellerID)).id)
        let findings = try await stage.workspace.synchronizer.preflight(form, allowsStorefront: false)
        #expect(findings.contains { $0.severity == .warns } && !findings.blocks)
        var screen = FormScreen(form.id)
        _ = screen.receive(.formLoaded(form))
        func sends() -> Bool {
            _ = screen.perform(.save)
            return screen.receive(.checked(form, findings, submits: true))
                .contains { if case .work(.send) = $0 { true } else { false } }
        }
        screen.wasShown()
        #expect(!sends() && !sends())
        screen.wasShown()
        #expect(sends())
    }

    @Test func `what changes while a form is checked is read once that is over`() async throws {
        let stage = try await Stage.open()
        let form = try await stage.resellersForm()
        let findings = try await stage.workspace.synchronizer.preflight(form, allowsStorefront: false)
        var screen = FormScreen(form.id)
        _ = screen.receive(.formLoaded(form))
        _ = screen.perform(.save)
        #expect(screen.receive(.changedElsewhere).isEmpty)
        let isRead = screen.receive(.checked(form, findings, submits: true))
            .contains { if case .work(.loadForm) = $0 { true } else { false } }
        #expect(isRead)
    }

    @Test func `a form that is made anew to be sent again is locked, and is not sent if its account changed`()
        async throws
    {
        let stage = try await Stage.open()
        let form = try await stage.resellersForm()
        let email = try #require(form.field(meaning: .email)).id
        var sent = form
        sent.enter("other@northwind.example", in: email)
        // The form was closed and opened again while it was being sent.
        var screen = FormScreen(form.id)
        _ = screen.receive(.formLoaded(form))
        let refusal = Conclusion.Refusal(status: 400, message: "no", isBeforeSending: false)
        _ = screen.receive(.concluded(sent, .refused(refusal)))
        _ = screen.perform(.tryAgain)
        #expect(screen.isLocked && screen.refusal(of: .save) != nil)
        var changed = screen
        guard case .work(.check(let again, submits: true))? = screen.receive(.formLoaded(form)).first else {
            Issue.record("it is not tried again")
            return
        }
        #expect(again.email == "other@northwind.example", "what was refused is tried again, and nothing else")
        var account = form.account
        account.country = "FR"
        try await stage.workspace.accounts.write([account])
        let new = try await stage.resellersForm()
        let effects = changed.receive(.formLoaded(new))
        #expect(!effects.contains { if case .work(.check(_, submits: true)) = $0 { true } else { false } })
        #expect(!changed.isLocked)
    }

    @Test func `nothing that is typed while a form is made anew to be sent again gets into it, and Esc stops it`()
        async throws
    {
        let stage = try await Stage.open(faults: ["synchronize:429=1x1"])
        await stage.send("R-100")
        for key in [Key.character("r"), .character("8")] { stage.console.update(.key(key)) }
        let screen = try #require(stage.console.screens.last as? FormScreen)
        #expect(screen.form?.fields.map(\.value).contains("RS-77") == true)
        await stage.settle()
        #expect(try stage.vendor.portal.count == 1)
        var other = screen
        guard case .go(.close)? = other.perform(.back).first else {
            Issue.record("Esc does not stop what is to be sent")
            return
        }
    }

    @Test func `a form goes on following the BSS after the book could not be read once`() async throws {
        let stage = try await Stage.open()
        let form = try await stage.resellersForm()
        var screen = FormScreen(form.id)
        _ = screen.receive(.formLoaded(form))
        _ = screen.receive(.reread(form.id, .absent(at: StoppedClock.wall), { StoppedClock.wall }))
        _ = screen.readAgain()
        _ = screen.receive(.reread(form.id, nil, { StoppedClock.wall }))
        #expect(screen.followsBSS)
        let isReadAgain = screen.receive(.reach(nil))
            .contains { if case .work(.readAgain) = $0 { true } else { false } }
        #expect(isReadAgain)
    }

    @Test func `a form that is opened while its account is on its way says how far that is`() {
        var screen = FormScreen(Link.ID("4001", on: "Dropbox"))
        _ = screen.receive(.progressed(screen.id, .asking))
        var frame = Frame(Size(columns: 80, rows: 24))
        screen.draw(on: &frame, in: Rect(origin: Point(column: 0, row: 1), size: Size(columns: 80, rows: 21)))
        #expect(frame.text.contains("Dropbox › Sync Options"))
    }

    @Test func `the parent is looked up among the resellers that are synchronized here`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("C-301")
        #expect(stage.line("Parent Account").contains("Andes Nube S.A., R-300, is not synchronized"))
        while !stage.isOnParent { await stage.press(.tab) }
        await stage.press(.enter)
        #expect(stage.text.contains("R-100  Northwind Cloud"))
        await stage.type("nobody")
        #expect(stage.text.contains("no synchronized reseller matches"))
        await stage.press(.control("u"))
        await stage.type("north")
        await stage.press(.enter)
        #expect(stage.line("Parent Account") == "Parent Account Northwind Cloud (R-100)")
        #expect(stage.shows("is not the account's own reseller"))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        await stage.press(.control("s"))
        #expect(try stage.vendor.sent.last?.resellerID == "4001")
    }

    @Test func `what was looked up for another system is offered to nobody, and a second result moves no cursor`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.send("R-200", warns: true)
        await stage.leave()
        let parents = try await stage.workspace.accounts.parents(on: "Dropbox", matching: "", limit: 50)
        #expect(parents.count == 2)
        var screen = FormScreen(Link.ID("4006", on: "Dropbox"))
        _ = screen.openPicker()
        _ = screen.receive(.parentsFound("Other", text: "", parents))
        #expect(screen.parentPicker?.list.isEmpty == true && screen.parentPicker?.isSearching == true)
        _ = screen.receive(.parentsFound("Dropbox", text: "", parents))
        _ = screen.type(.down)
        _ = screen.receive(.parentsFound("Dropbox", text: "", parents))
        #expect(screen.parentPicker?.list.selected?.account.id == parents.last?.account.id)
    }

    @Test func `Esc closes the look-up and not the form`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        while !stage.isOnParent { await stage.press(.tab) }
        await stage.press(.enter, .escape)
        #expect(stage.text.contains("Sync Options ── C-101"))
        #expect(!stage.text.contains("a reseller synchronized here"))
    }

    @Test func `a synchronized account is read-only, says why, and is never sent again`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("R-100")
        #expect(stage.shows("It is never sent again: correct a wrong value in the vendor's portal."))
        await stage.type("x")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        await stage.press(.control("s"))
        #expect(stage.text.contains("Not now: it is synchronized."))
        #expect(try stage.vendor.sent.count == 1)
    }

    @Test func `what is missing is shown under its field, which then has the cursor`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.press(.tab, .control("s"))
        #expect(stage.shows("✗ Reseller ID is empty: enter a value"))
        await stage.type("RS-77")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        #expect(try stage.vendor.sent.isEmpty)
    }

    @Test func `a warning that nobody has seen is shown before anything is sent, and once`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS\u{2013}77")
        await stage.press(.control("s"))
        #expect(stage.shows("Nothing was sent yet: one thing is worth a look."), "\(stage.text)")
        #expect(stage.shows("! Reseller ID holds") && stage.shows("which looks like"), "\(stage.text)")
        #expect(try stage.vendor.sent.isEmpty)
        await stage.press(.control("s"))
        #expect(try stage.vendor.sent.count == 1)
    }

    @Test func `a form that is saved before it could be read shows the warnings of its values, too`() async throws {
        let stage = try await Stage.open()
        await stage.find("R-100")
        for key in [Key.character("s")] + "RS-77".map({ .character($0) }) + [.control("s")] {
            stage.console.update(.key(key))
        }
        await stage.settle()
        #expect(stage.shows("Nothing was sent yet: one thing is worth a look."), "\(stage.text)")
        #expect(try stage.vendor.sent.isEmpty)
        await stage.press(.control("s"))
        #expect(try stage.vendor.sent.count == 1)
    }

    @Test func `a warning that was shown when its field was left is not shown a second time`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS\u{2013}77")
        await stage.press(.tab)
        #expect(stage.shows("! Reseller ID holds"), "\(stage.text)")
        await stage.press(.control("s"))
        #expect(try stage.vendor.sent.count == 1)
    }

    @Test func `n after an outcome opens the form of the reseller's next end customer`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        await stage.type("n")
        #expect(stage.text.contains("Sync Options ── C-101"))
        await stage.press(.control("s"))
        await stage.type("n")
        #expect(stage.text.contains("Sync Options ── C-102"))
        await stage.press(.control("s"), .enter)
        #expect(try stage.vendor.portal.map(\.platformID) == ["4001", "4006", "4007"])
        #expect(stage.lines[0].contains("R-100"), "the outcome closes to where it was opened from")
    }

    @Test func `what is typed before the next form is there is meant for it, and Esc gives it up`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        for key in [Key.character("n"), .control("s")] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(try stage.vendor.portal.map(\.platformID) == ["4001", "4006"])
        for key in [Key.character("n"), .escape] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(!(stage.console.screens.last is FormScreen), "\(stage.text)")
    }

    @Test func `a vendor that does not say its fields leaves no form, says why, and Ctrl+R tries again`() async throws {
        let stage = try await Stage.open(faults: ["syncoptions:html@1"])
        await stage.openForm("R-100")
        #expect(stage.shows("Dropbox did not say which fields its form has"))
        await stage.press(.control("r"))
        #expect(stage.text.contains("[ Save & Synchronize ]"))
    }
}

extension Stage {
    /// The form of the first reseller, as it is read now.
    fileprivate func resellersForm() async throws -> SyncForm {
        let system = try #require(try await workspace.systems.system(named: "Dropbox"))
        return try await workspace.synchronizer.form(of: "4001", on: system)
    }

    fileprivate var isOnParent: Bool { (console.screens.last as? FormScreen)?.focus == .parent }

    fileprivate var focusedMeaning: FieldMeaning? { (console.screens.last as? FormScreen)?.focusedField?.meaning }

    /// Opens the look-up of the parent in a form.
    func openPicker() async {
        while !isOnParent { await press(.tab) }
        await press(.enter)
    }
}
