/// What the debug program calls instead of ArgumentParser's check of how arguments are declared, as Package.swift tells
/// the linker: the check is made forty times at each start, and `DeclarationTests` makes it once.
@_cdecl("account_sync_trusts_declarations")
func trustDeclarations() {}
