extension Workspace {
    /// Where this machine may keep what it can read again from a book, according to the XDG Base Directory Specification;
    /// nil if the user has no such place.
    package var cacheFolder: String? {
        let absolute = { (name: String) in environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let cache = absolute("XDG_CACHE_HOME") ?? absolute("HOME").map { $0 + "/.cache" }
        return cache.map { $0 + "/account-sync/books" }
    }

    /// Whether nothing of the accounts is to stay on this machine: they are personal data.
    package var keepsNoCache: Bool {
        guard let word = environment["ACCOUNT_SYNC_NO_CACHE"]?.lowercased() else { return false }
        return !["", "0", "no", "false", "off"].contains(word)
    }
}
