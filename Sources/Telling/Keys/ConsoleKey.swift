/// What a sentence names a key of the console for; which key that is, its table of bindings says.
package enum ConsoleKey: CaseIterable, Hashable, Sendable {
    /// The list of what needs the operator, and the decisions about one.
    case cases, ask, adopt, adoptTyped, sendAgain, abandon
    /// A paused system is used again.
    case liftPause
    case tryAgain, resellersForm
    case mark, bulk, bulkRun, goOn, showAccount, storefrontToo
    case tree, clearFilter, refresh, quit, stay
}
