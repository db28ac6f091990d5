import Accounts
import Telling
import TextScreen

extension AccountsScreen {
    /// What went wrong with the account under the cursor on the shown system.
    var remark: (text: String, style: Style)? {
        guard let row = window.selected, let system, let link = row.links[system.name], let trouble = link.trouble
        else { return nil }
        return ("\(link.state.sign) \(row.account.code) \(trouble)", link.state.style)
    }
}
