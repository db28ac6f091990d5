extension BSS {
    /// Adds an account, changes one and deletes one that nobody is below; which ones, is a function of the seed.
    func drift(_ seed: Int) throws {
        let book = book
        var mixed = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15
        func any() -> BSSAccount? {
            mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
            return book.count == 0 ? nil : book.account(book.byCreation[Int(mixed >> 33) % book.count])
        }
        let payer = (0..<20).lazy.compactMap { _ in any() }.first { $0.sellsOn }?.id
        _ = try add(id: nil) { account, _ in
            account.name = "Drift \(seed)"
            account.email = "drift-\(seed)@added.example"
            (account.payer, account.country) = (payer, "DE")
        }
        do {
            if let changed = any() {
                _ = try change(changed.id) { account, _ in account.email = "drift-\(seed)@changed.example" }
            }
            if let gone = (0..<20).lazy.compactMap({ _ in any() }).first(where: { !$0.sellsOn }) { try delete(gone.id) }
        } catch is BSSRefusal {
            // Somebody else was faster to delete it.
        }
    }
}
