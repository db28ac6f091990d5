import Foundation

/// The environment that the process was started with, read once, since each reading costs a quarter of a millisecond.
let ownEnvironment = ProcessInfo.processInfo.environment
