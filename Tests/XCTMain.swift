import Testing

/// Runs the tests that Swift Testing finds in the program itself.
///
/// With an entry point of its own a build needs no index, by which SwiftPM looks for the tests of XCTest, and which a quarter of
/// the compiler's time went into.
@main struct TestProgram {
    static func main() async {
        await Testing.__swiftPMEntryPoint() as Never
    }
}
