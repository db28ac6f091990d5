package import Accounts
package import StrictJSON

/// Reads accounts one by one as the BSS's API gives them (docs/protocol.md, section 7).
package struct PlatformAccounts: Sendable {
    private var names: MemberNames

    package init(_ settings: BSSMembers) { names = MemberNames(settings) }

    /// The element with only the members that mean something here: an account of the BSS may have hundreds.
    package mutating func essential(_ element: JSON) -> JSON {
        guard let members = element.members else { return element }
        return .object(
            members.filter { member in
                switch names.meaning(of: member.name, in: .account) {
                case .unknown, .ignored: Self.times.contains(member.name.squashed)
                default: true
                }
            }
        )
    }

    private static let times = ["createdat", "updatedat"]

    /// Reads an element that was written as JSON; its place is a number in the order in which it came.
    package mutating func row(_ element: String, number: Int) -> Result<FileRow, RowProblem> {
        // What is not JSON is not an object either, and is refused as that.
        row((try? JSONReader.read(Array(element.utf8))) ?? .null, number: number)
    }

    /// The id by which an element names its payer, if it does.
    package mutating func payer(of element: JSON) -> AccountID? {
        guard case .success(let row) = row(element, number: 1), case .id(let id)? = row.parent else { return nil }
        return id
    }

    package mutating func row(_ element: JSON, number: Int) -> Result<FileRow, RowProblem> {
        do throws(RowProblem) {
            var reader = try ElementReader(element, at: FilePlace(line: number, element: nil))
            return .success(try reader.row(&names))
        } catch {
            return .failure(error)
        }
    }
}
