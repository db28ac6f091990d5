import Foundation

/// The environment that the process was started with, read once, since each reading costs a quarter of a millisecond.
///
/// A home that it does not name, as under systemd, is the one of the user's entry in the database of users: otherwise the usual
/// workspace would lie in whatever directory the program is started in, and sends would have no journal.
let ownEnvironment = {
    var environment = ProcessInfo.processInfo.environment
    if environment["HOME"]?.hasPrefix("/") != true, let home = getpwuid(geteuid())?.pointee.pw_dir {
        environment["HOME"] = String(cString: home)
    }
    return environment
}()
