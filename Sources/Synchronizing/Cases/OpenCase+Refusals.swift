package import Accounts

/// What an operator can order about a case.
package enum CaseOrder: Hashable, Sendable, CaseIterable {
    case ask, adopt, sendAgain, abandon
}

extension OpenCase {
    /// Why an order is not carried out.
    package enum Obstacle: Hashable, Sendable {
        case notInDoubt
        /// Another account here has the id.
        case held(by: AccountOnSystem)
        case noID
        case nothingSent
        case givenUp
    }

    /// Why an order is not carried out, whatever was established since the case was read; nil if it is.
    package func obstacle(to order: CaseOrder) -> Obstacle? {
        switch order {
        case .ask, .sendAgain: link.state == .inDoubt ? nil : .notInDoubt
        case .adopt: holder.map { .held(by: $0) } ?? (link.externalID == nil ? .noID : nil)
        case .abandon:
            switch link.state {
            case .atVendor: .nothingSent
            case .abandoned: .givenUp
            default: nil
            }
        }
    }
}
