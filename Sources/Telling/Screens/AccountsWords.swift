package enum AccountsWords {
    package static let noneSelected = "no account is selected"
    package static let noneMarked = "nothing is marked"
    package static let noneShown = "no account is shown"
    package static let noSystem = "\(Refusal.noSystem): \(Refusal.registering)"
    package static let noFilter: KeyedText = "there is no filter, and nothing to go back to; \(key: .quit) quits"
    package static let treeHasOneOrder = "a tree has one order"
    package static let isFlat: KeyedText = "the list is flat: \(key: .tree) shows the tree"
    package static let nothingHidden = "no customers are hidden under it"
    package static let nothingShown = "no customers are shown under it"

    package static let noAccounts = "No accounts yet: account-sync accounts import FILE"
    package static let noMatch: KeyedText = "No account matches. \(key: .clearFilter) clears the filter."

    package static func shown(_ matches: Int, of total: Int, isFiltered: Bool) -> String {
        isFiltered ? "\(matches.grouped) of \(total.grouped)" : "\(total.grouped) (all)"
    }
}
