package import Accounts
import Foundation
import Transport

extension ProvisioningSystem {
    /// Whether its requests stay on this machine, as those to the sandbox do.
    package var isOnLoopback: Bool {
        URLComponents(string: endpoints.synchronize)?.host.map(Loopback.contains) ?? false
    }
}
