/// The product's directories of a user according to the XDG Base Directory Specification, which says to ignore a relative
/// path.
enum UserFolder: String {
    case data = "XDG_DATA_HOME"
    case state = "XDG_STATE_HOME"
    case cache = "XDG_CACHE_HOME"

    /// nil if the user has no such place; `home` stands in for a user's home that is not named.
    func path(_ environment: [String: String], home: String? = nil) -> String? {
        let absolute = { (name: String) in environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let folder = absolute(rawValue) ?? (absolute("HOME") ?? home).map { "\($0)/\(usual)" }
        return folder.map { $0 + "/account-sync" }
    }

    /// Where it is in the user's home.
    private var usual: String {
        switch self {
        case .data: ".local/share"
        case .state: ".local/state"
        case .cache: ".cache"
        }
    }
}

extension Workspace {
    /// Where this machine may keep what it can read again from a book; nil if the user has no such place.
    package var cacheFolder: String? { UserFolder.cache.path(environment).map { $0 + "/books" } }

    /// Whether nothing of the accounts is to stay on this machine: they are personal data.
    package var keepsNoCache: Bool {
        guard let word = environment["ACCOUNT_SYNC_NO_CACHE"]?.lowercased() else { return false }
        return !["", "0", "no", "false", "off"].contains(word)
    }
}

extension String {
    /// Whether it is made of digits, hyphens and small letters, as this program's ids are: one that comes from
    /// elsewhere and may be foreign can then be part of a path.
    package var isMadeAsID: Bool {
        utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
}
