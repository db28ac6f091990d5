import TextScreen

/// The bindings of everything that is filled in: the filter, the form and the message after it, the values of a plan.
extension Bindings {
    static let forms: [Binding] = [
        Binding(.open, [.filter], [.enter, .tab, .down], hint: "to the list", "Keep the filter, and go to the list"),
        Binding(.back, [.filter], [.escape], hint: "clear", "Take the filter away"),
        Binding(.up, [.filter], [.up], "Move up in the list"),
        Binding(.pageUp, [.filter], [.pageUp], "A page up in the list"),
        Binding(.pageDown, [.filter], [.pageDown], "A page down in the list"),

        Binding(.nextField, [.form, .values], [.tab, .down], hint: "next", "Go to the next field"),
        Binding(.previousField, [.form, .values], [.backTab, .up], "Go to the field before"),
        Binding(.save, [.form], [.control("s"), .function(2)], hint: "save & synchronize", "Save & Synchronize"),
        Binding(
            .resellersForm,
            [.form],
            [.control("p"), .function(3)],
            hint: "reseller's form",
            "Open the reseller's form, and come back"
        ),
        Binding(.reloadFields, [.form], [.control("r"), .function(5)], "Ask the vendor for its fields again"),

        Binding(
            .nextCustomer,
            [.outcome],
            [.character("n")],
            hint: "next end customer",
            "Open the form of the reseller's next end customer"
        ),
        Binding(.edit, [.outcome], [.character("e")], hint: "back to the form", "Go back to the form with its values"),
        Binding(
            .tryAgain,
            [.outcome],
            [.character("r")],
            hint: "try again",
            "Send again what did not reach the vendor"
        ),
        Binding(
            .showPassword,
            [.outcome],
            [.character("p")],
            hint: "show the password",
            "Show the generated password, once"
        ),

        Binding(.takeParent, [.parents], [.enter], hint: "take", "Take the reseller under the cursor"),
        Binding(
            .ownParent,
            [.parents],
            [.control("n")],
            hint: "the account's own",
            "Go back to the account's own reseller"
        ),
        Binding(.nextField, [.parents], [.down, .tab], "Move down in the list of resellers"),
        Binding(.previousField, [.parents], [.up], "Move up in the list of resellers"),

        Binding(.setValues, [.values], [.enter], hint: "set", "Set what was entered, for this account or for all"),
        Binding(
            .toggleTarget,
            [.values],
            [.control("t")],
            hint: "this or all",
            "Enter for this account, or for all of the plan"
        ),
        Binding(
            .takeAway,
            [.values],
            [.delete, .backspace],
            "Take a choice away that was entered; a text is emptied"
        ),
    ]
}
