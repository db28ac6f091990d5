import Foundation

/// The environment that the process was started with, read once: reading it takes longer than most of a start.
let ownEnvironment = ProcessInfo.processInfo.environment
