/// The URLs of a service manager, each kept as it was registered, with its query; none is derived from another (protocol.md,
/// section 1).
public struct Endpoints: Hashable, Sendable, Codable {
    /// Answers the definitions of the form's fields (GET).
    public var syncOptions: String
    /// Creates an account (POST).
    public var synchronize: String
    /// Tells whether an account exists (POST).
    public var exists: String
    /// Answers the settings fields (GET).
    public var fieldsGet: String?
    /// Checks the values of the settings fields (POST).
    public var fieldsValidate: String?
    /// Answers the services on offer (GET).
    public var serviceDefinitions: String?
    /// Creates a subscription, or with `CheckOnly` only checks its rules (POST).
    public var subscriptionsCreate: String?
    /// Describes the service manager (GET).
    public var discovery: String?

    /// Makes a set of endpoints.
    public init(
        syncOptions: String,
        synchronize: String,
        exists: String,
        fieldsGet: String? = nil,
        fieldsValidate: String? = nil,
        serviceDefinitions: String? = nil,
        subscriptionsCreate: String? = nil,
        discovery: String? = nil
    ) {
        self.syncOptions = syncOptions
        self.synchronize = synchronize
        self.exists = exists
        self.fieldsGet = fieldsGet
        self.fieldsValidate = fieldsValidate
        self.serviceDefinitions = serviceDefinitions
        self.subscriptionsCreate = subscriptionsCreate
        self.discovery = discovery
    }
}
