import TextScreen

/// The bindings of everything that is filled in: the filter, the form and the message after it, the values of a plan.
extension Bindings {
    static let forms: [Binding] = [
        .init(.open, [.filter], [.enter, .tab, .down], hint: "to the list", "Keep the filter, and go to the list"),
        .init(.back, [.filter], [.escape], hint: "clear", "Take the filter away"),
        .init(.up, [.filter], [.up], "Move up in the list"),
        .init(.pageUp, [.filter], [.pageUp], "A page up in the list"),
        .init(.pageDown, [.filter], [.pageDown], "A page down in the list"),

        .init(.nextField, [.form, .values], [.tab, .down], hint: "next", "Go to the next field"),
        .init(.previousField, [.form, .values], [.backTab, .up], "Go to the field before"),
        .init(.save, [.form], sending, hint: "save & synchronize", "Save & Synchronize"),
        .init(
            .resellersForm,
            [.form],
            [.control("p"), .function(3)],
            hint: "reseller's form",
            "Open the reseller's form, and come back"
        ),
        .init(.rehearse, [.form], [.function(6), .control("t")], "Show what would be sent, without sending it"),
        .init(.askFirst, [.form], [.function(7), .control("o")], "Ask the vendor whether the account exists"),
        .init(.reloadFields, [.form], [.control("r"), .function(5)], "Ask the vendor for its fields again"),

        .init(
            .nextCustomer,
            [.outcome],
            ["n"],
            hint: "next end customer",
            "Open the form of the reseller's next end customer"
        ),
        .init(.edit, [.outcome], ["e"], hint: "back to the form", "Go back to the form with its values"),
        .init(.tryAgain, [.outcome], ["r"], hint: "try again", "Send again what did not reach the vendor"),

        .init(.takeParent, [.parents], [.enter], hint: "take", "Take the reseller under the cursor"),
        .init(
            .ownParent,
            [.parents],
            [.control("n")],
            hint: "the account's own",
            "Go back to the account's own reseller"
        ),
        .init(.nextField, [.parents], [.down, .tab], "Move down in the list of resellers"),
        .init(.previousField, [.parents], [.up], "Move up in the list of resellers"),

        .init(.setValues, [.values], [.enter], hint: "set", "Set what was entered, for this account or for all"),
        .init(
            .toggleTarget,
            [.values],
            [.control("t")],
            hint: "this or all",
            "Enter for this account, or for all of the plan"
        ),
        .init(
            .takeAway,
            [.values],
            [.delete, .backspace],
            "Undo a choice that was entered (to undo a text, empty it)"
        ),
    ]
}
