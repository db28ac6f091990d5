/// The URLs of a service manager, each kept as it was registered, including its query; none is derived from another
/// (docs/protocol.md, section 1).
package struct Endpoints: Hashable, Sendable, Codable {
    /// Returns the definitions of the form's fields (GET).
    package var syncOptions: String
    /// Creates an account (POST).
    package var synchronize: String
    /// Reports whether an account exists (POST).
    package var exists: String
    /// Returns the settings fields (GET).
    package var fieldsGet: String?
    /// Checks the values of the settings fields (POST).
    package var fieldsValidate: String?
    /// Returns the services on offer (GET).
    package var serviceDefinitions: String?
    /// Creates a subscription, or only checks its rules if `CheckOnly` is set (POST).
    package var subscriptionsCreate: String?
    /// Describes the service manager (GET).
    package var discovery: String?
    /// Lists the vendor's customers, by pages (POST).
    package var customersList: String?

    package init(
        syncOptions: String,
        synchronize: String,
        exists: String,
        fieldsGet: String? = nil,
        fieldsValidate: String? = nil,
        serviceDefinitions: String? = nil,
        subscriptionsCreate: String? = nil,
        discovery: String? = nil,
        customersList: String? = nil
    ) {
        self.syncOptions = syncOptions
        self.synchronize = synchronize
        self.exists = exists
        self.fieldsGet = fieldsGet
        self.fieldsValidate = fieldsValidate
        self.serviceDefinitions = serviceDefinitions
        self.subscriptionsCreate = subscriptionsCreate
        self.discovery = discovery
        self.customersList = customersList
    }
}
