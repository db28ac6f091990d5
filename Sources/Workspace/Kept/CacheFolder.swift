extension Workspace {
    /// Where this machine may keep what it can read again from a book; nil if the user has no such place.
    package var cacheFolder: String? { UserFolder.cache.path(environment).map { $0 + "/books" } }

    /// Whether nothing of the accounts is to stay on this machine: they are personal data.
    package var keepsNoCache: Bool {
        guard let word = environment["ACCOUNT_SYNC_NO_CACHE"]?.lowercased() else { return false }
        return !["", "0", "no", "false", "off"].contains(word)
    }
}
