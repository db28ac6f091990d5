/// The purpose for which a sentence names a key of the console; the console's table of bindings says which key it is.
package enum ConsoleKey: CaseIterable, Hashable, Sendable {
    /// The list of cases, and the decisions about a case.
    case cases, ask, adopt, adoptTyped, sendAgain, abandon
    /// Lifting the pause of a system.
    case liftPause
    case tryAgain, resellersForm
    case mark, bulk, bulkRun, goOn, showAccount, storefrontToo
    case tree, clearFilter, takeSpelling, refresh, quit, stay
}
