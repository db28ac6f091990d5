import Accounts
import Telling

struct SystemJSON: Encodable {
    var name, vendor, state, synchronize: String
    var pause: String?
    var existsProved: Bool

    init(_ system: ProvisioningSystem) {
        name = system.name.rawValue
        vendor = system.vendor.rawValue
        state = system.condition
        synchronize = system.endpoints.synchronize
        pause = system.pause?.pausing
        existsProved = system.isExistsProved
    }
}

extension ProvisioningSystem {
    var condition: String { isDisabled ? "disabled" : pause == nil ? "ready" : "paused" }
}
