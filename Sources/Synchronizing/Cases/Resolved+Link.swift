package import Accounts

extension Resolved {
    /// The link as it is now, if there is one.
    package var link: Link? {
        switch self {
        case .adopted(let link), .conflict(let link, _), .stillInDoubt(let link, _, _): link
        case .moved(let link): link
        }
    }
}
