package import Accounts

/// How a service manager describes itself (docs/protocol.md, section 1).
package struct ServiceDescription: Hashable, Sendable {
    package var name: String
    /// Its version, or empty.
    package var version: String
    /// Whether the vendor supports resellers above end customers; nil if it does not say.
    package var supportsResellers: Bool?
    /// The URLs that it names, by its own names for them: `SyncOptions`, `Synchronize`, `Exists`, `Delete`.
    package var urls: [String: String]

    package init(name: String, version: String = "", supportsResellers: Bool? = nil, urls: [String: String] = [:]) {
        self.name = name
        self.version = version
        self.supportsResellers = supportsResellers
        self.urls = urls
    }

    /// The names of the URLs that are read.
    package static let urlNames = ["SyncOptions", "Synchronize", "Exists", "Delete"]

    /// The names of the URLs that differ from the registered ones; compares only complete URLs, in their normal form.
    package func differences(from endpoints: Endpoints) -> [String] {
        let registered = [
            "SyncOptions": endpoints.syncOptions, "Synchronize": endpoints.synchronize, "Exists": endpoints.exists,
        ]
        return registered.keys.sorted()
            .filter { name in
                guard let url = urls[name], url.contains("://") else { return false }
                return WebURL.normalForm(of: url) != registered[name].map(WebURL.normalForm)
            }
    }
}
