import Synchronization
package import Workspace

/// The workspace that the operator named for this process, in place of the one that any command would take: whoever
/// copies a printed command acts on it, too.
///
/// It is a value of the process, set once when it starts, as the zone is in which times are shown: every sentence that
/// holds a command would have to be handed it otherwise, through all that can fail or be told.
package enum NamedWorkspace {
    private static let location = Mutex<WorkspaceLocation?>(nil)

    /// `usual` is the one that a command takes that names none.
    package static func use(_ named: WorkspaceLocation, usual: WorkspaceLocation) {
        location.withLock { $0 = named == usual ? nil : named }
    }

    /// Whether commands name a workspace by themselves.
    static var isSet: Bool { location.withLock { $0 != nil } }

    /// What names it in a command; nil if none needs to.
    static var option: ShellCommand? { location.withLock(\.self).map { "--workspace \($0.option)" } }
}
