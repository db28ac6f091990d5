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
