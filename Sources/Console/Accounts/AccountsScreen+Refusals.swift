import Accounts
import Telling

extension AccountsScreen {
    func refusal(of command: Command) -> String? {
        switch command {
        case .open where window.selected == nil, .syncOptions where window.selected == nil,
            .why where window.selected == nil:
            AccountsWords.noneSelected
        case .mark where window.count == 0, .markFamily where window.count == 0, .markRange where window.count == 0:
            Refusal.emptyList
        case .clearMarks where marks.isEmpty: Refusal.noneMarked
        case .bulk where window.count == 0 && marks.isEmpty: AccountsWords.noneShown
        case .syncOptions where systems.isEmpty, .bulk where systems.isEmpty: AccountsWords.noSystem
        case .nextSystem where systems.count < 2: AccountsWords.onlySystem
        case .takeSpelling where suggestion == nil: AccountsWords.noSpelling
        case .back where query.filter.text.isEmpty: AccountsWords.noFilter.named
        case .reverseSort where query.order == .tree: AccountsWords.treeHasOneOrder
        case .expand where query.order != .tree, .collapse where query.order != .tree,
            .expandAll where query.order != .tree, .collapseAll where query.order != .tree:
            AccountsWords.isFlat.named
        case .expand where !window.canUnfold: AccountsWords.nothingHidden
        case .collapse where !window.canFold: AccountsWords.nothingShown
        default: nil
        }
    }
}
