// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// In a release build, the metadata of a type with known parameters is asked for by what is known, and not by its name: a name
/// is parsed, and whether each parameter conforms is looked up among the 12,000 conformances of the program, which was a tenth
/// of a start.
let quick =
    settings + [
        .unsafeFlags(
            ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
            .when(configuration: .release)
        )
    ]

/// Optimized in debug builds, too: what the tests of the console cost is mostly drawing and filling the index, and checks of
/// arithmetic and of bounds stay.
let fast = quick + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Links Swift's own libraries into the program, and exports none of its 48,000 symbols.
///
/// A program that loads them takes twice as long to start, and the tests start it ten thousand times.
let staticSwift: [LinkerSetting] = [
    .unsafeFlags(
        ["-static-stdlib", "-Xlinker", "--exclude-libs=ALL", "-Xlinker", "--no-export-dynamic"]
            // What Foundation needs, in the order in which each needs the next.
            + [
                "Foundation", "FoundationInternationalization", "FoundationEssentials", "CoreFoundation",
                "_FoundationCollections", "_FoundationCShims", "_FoundationICU", "dispatch", "BlocksRuntime",
            ]
            .map { "-l\($0)" }
    )
]

/// For the debug program, which the tests start so often: it stays where it was linked, so that none of its 144,000 addresses
/// is computed at each start, and does not check how arguments are declared (`TrustedDeclarations.swift`).
let startsOften: [LinkerSetting] = {
    let check = "$s14ArgumentParser17ParsableArgumentsPAAE9_validate6parentyAA8InputKeyVSg_tKFZ"
    return [
        .unsafeFlags(
            [
                "-Xclang-linker", "-no-pie", "-Xlinker", "--wrap=\(check)",
                "-Xlinker", "--defsym=__wrap_\(check)=account_sync_trusts_declarations",
            ],
            .when(configuration: .debug)
        )
    ]
}()

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

/// A library of ours; the arrows of docs/architecture.md are its dependencies.
func library(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: quick)
}

/// The tests of a library; what attacks the whole program lies in `Tests/Adversity`.
func tests(_ name: String, _ dependencies: Target.Dependency..., path: String? = nil) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

let package = Package(
    name: "account-sync",
    products: [
        .executable(name: "account-sync", targets: ["account-sync"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        .target(
            name: "Accounts",
            resources: [.embedInCode("Account/iso-3166-1.txt")],
            swiftSettings: quick
        ),
        library("StrictJSON"),
        library("Synchronizing", "Accounts"),
        library(
            "Transport",
            "Accounts",
            "StrictJSON",
            "Synchronizing",
            asyncHTTPClient,
            nioCore,
            nioHTTP1,
            nioPosix,
            nioSSL
        ),
        library(
            "ServiceManagement",
            "Accounts",
            "StrictJSON",
            "Synchronizing",
            "Transport",
            nioHTTP1
        ),
        library("Pulling", "Accounts", "AccountFiles", "StrictJSON", "Synchronizing"),
        library(
            "BusinessSupport",
            "Accounts",
            "Pulling",
            "StrictJSON",
            "Synchronizing",
            "Transport",
            nioHTTP1
        ),
        library("StoredForms", "Accounts", "Synchronizing"),
        .target(name: "CStatx"),
        library("AccountStore", "Accounts", "CStatx", "Pulling", "StoredForms", "Synchronizing", grdb, grdbSQLite),
        .target(name: "CPostgreSQL"),
        library("TeamStore", "Accounts", "CPostgreSQL", "StoredForms", "Synchronizing"),
        library("AccountFiles", "Accounts", "StrictJSON"),
        .target(name: "AccountIndex", dependencies: ["Accounts"], swiftSettings: fast),
        .target(name: "CMalloc"),
        .target(name: "CWidth"),
        .target(name: "PlainText", dependencies: ["CWidth"], swiftSettings: fast),
        .target(
            name: "Workspace",
            dependencies: [
                "Accounts", "StrictJSON", "Synchronizing", "Pulling", "ServiceManagement", "BusinessSupport",
                "Transport",
                "AccountStore", "AccountFiles", "StoredForms", "TeamStore",
            ],
            resources: [
                .embedInCode("Seeds/accounts.csv"), .embedInCode("Seeds/dropbox.json"),
                .embedInCode("Demo/demo-server.sh"),
            ],
            swiftSettings: quick
        ),
        library("Telling", "Accounts", "AccountFiles", "Pulling", "StrictJSON", "Synchronizing", "Workspace"),
        .target(name: "TextScreen", dependencies: ["PlainText"], swiftSettings: fast),
        library(
            "Console",
            "AccountFiles",
            "AccountIndex",
            "Accounts",
            "Pulling",
            "CMalloc",
            "Synchronizing",
            "Telling",
            "Workspace",
            "PlainText",
            "TextScreen"
        ),
        library("Dialogue", "AccountFiles", "Accounts", "Pulling", "Synchronizing", "Telling", "Workspace"),
        .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        library("Terminal", "CNcurses", "TextScreen"),
        library("Sandbox", nioCore, nioHTTP1, nioPosix),
        library(
            "Commands",
            "CMalloc",
            "Accounts",
            "AccountFiles",
            "Pulling",
            "Synchronizing",
            "Telling",
            "Workspace",
            "PlainText",
            "TextScreen",
            "Console",
            "Dialogue",
            "Terminal",
            "Sandbox",
            argumentParser
        ),
        .executableTarget(
            name: "account-sync",
            dependencies: ["Commands"],
            swiftSettings: quick,
            linkerSettings: staticSwift + startsOften
        ),

        tests("AccountsTests", "Accounts", "Samples", "Telling"),
        tests("StrictJSONTests", "StrictJSON"),
        tests(
            "SynchronizingTests",
            "Accounts",
            "AccountStore",
            "InMemory",
            "Samples",
            "StoredForms",
            "Synchronizing",
            "Telling"
        ),
        tests("AccountStoreTests", "Accounts", "StoredForms", "Synchronizing", "AccountStore", "Samples", grdb),
        tests(
            "TeamStoreTests",
            "AccountFiles",
            "Accounts",
            "PrivateCluster",
            "Samples",
            "Simulation",
            "StoredForms",
            "Synchronizing",
            "TeamStore",
            "TestKit"
        ),
        tests(
            "AccountFilesTests",
            "Accounts",
            "AccountFiles",
            "AccountStore",
            "Commands",
            "InMemory",
            "Samples",
            "StrictJSON",
            "Synchronizing",
            "Telling",
            "TestKit",
            "Workspace"
        ),
        .testTarget(
            name: "ServiceManagementTests",
            dependencies: [
                "Accounts", "InMemory", "StrictJSON", "Synchronizing", "ServiceManagement", "Samples", "Telling",
                "TestKit", "Transport", nioCore, nioEmbedded, nioHTTP1, nioPosix, nioSSL,
            ],
            exclude: ["Golden"],
            swiftSettings: settings
        ),
        tests(
            "BusinessSupportTests",
            "Accounts",
            "BusinessSupport",
            "Pulling",
            "StrictJSON",
            "Synchronizing",
            "TestKit"
        ),
        tests(
            "PullingTests",
            "AccountFiles",
            "Accounts",
            "InMemory",
            "Pulling",
            "Samples",
            "StrictJSON",
            "Synchronizing",
            "TestKit",
            "Workspace"
        ),
        tests("AccountIndexTests", "Accounts", "AccountIndex", "Samples"),
        .executableTarget(
            name: "index-bench",
            dependencies: ["AccountIndex", "Accounts"],
            path: "Benchmarks/index",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "store-bench",
            dependencies: ["Accounts", "Synchronizing", "TeamStore", "Workspace"],
            path: "Benchmarks/store",
            swiftSettings: settings,
            linkerSettings: staticSwift
        ),
        tests("PlainTextTests", "PlainText", "Samples"),
        tests("TextScreenTests", "InMemory", "PlainText", "TextScreen"),
        tests("SandboxTests", "Sandbox", "TestKit"),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "AccountFiles", "Accounts", "Synchronizing", "Telling", "Workspace", "Commands",
                "PrivateCluster", "Samples",
                "Sandbox", "TestKit", argumentParser,
            ],
            exclude: ["Support/foreign_service_manager.py"],
            swiftSettings: settings
        ),
        tests(
            "WorkspaceTests",
            "AccountFiles",
            "Accounts",
            "AccountStore",
            "InMemory",
            "StrictJSON",
            "StoredForms",
            "Synchronizing",
            "TeamStore",
            "Telling",
            "Workspace",
            "PrivateCluster",
            "Samples",
            "TestKit"
        ),
        tests(
            "TellingTests",
            "Accounts",
            "AccountFiles",
            "InMemory",
            "Synchronizing",
            "Telling",
            "Workspace",
            "Samples",
            "TestKit"
        ),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "AccountIndex", "Accounts", "InMemory", "PrivateCluster", "Pulling", "StrictJSON", "Synchronizing",
                "Telling", "Workspace",
                "PlainText", "TextScreen", "Console", "Sandbox",
            ],
            exclude: ["Golden"],
            swiftSettings: settings
        ),
        tests("EndToEndTests", "CVTerm", "PrivateCluster", "Sandbox", "TestKit"),
        tests(
            "ContractTests",
            "Accounts",
            "Synchronizing",
            "AccountStore",
            "InMemory",
            "PrivateCluster",
            "Samples",
            "TeamStore",
            "TestKit"
        ),
        tests("SimulationTests", "Invariants", "Simulation", path: "Tests/Adversity/SimulationTests"),
        .target(
            name: "TestKit",
            dependencies: ["Sandbox"],
            path: "Tests/Support/TestKit",
            exclude: ["foreign_bss.py"],
            swiftSettings: settings
        ),
        .systemLibrary(name: "CLibpq", path: "Tests/Support/CLibpq"),
        .target(
            name: "PrivateCluster",
            dependencies: ["CLibpq", "TestKit"],
            path: "Tests/Support/PrivateCluster",
            swiftSettings: settings
        ),
        .target(
            name: "InMemory",
            dependencies: ["Accounts", "Synchronizing"],
            path: "Tests/Support/InMemory",
            swiftSettings: settings
        ),
        .target(name: "Invariants", path: "Tests/Adversity/Invariants", swiftSettings: settings),
        .target(
            name: "Simulation",
            dependencies: ["Accounts", "InMemory", "Invariants", "Synchronizing"],
            path: "Tests/Adversity/Simulation",
            swiftSettings: settings
        ),
        .target(
            name: "Samples",
            dependencies: ["Accounts", "Synchronizing"],
            path: "Tests/Support/Samples",
            swiftSettings: settings
        ),
        tests(
            "HarnessTests",
            "Harness",
            "Invariants",
            "PrivateCluster",
            "Sandbox",
            "Simulation",
            "TestKit",
            "campaign",
            "mutant",
            path: "Tests/Adversity/HarnessTests"
        ),
        .target(
            name: "Harness",
            dependencies: [
                "CHarness", "AccountFiles", "Accounts", "Invariants", "PrivateCluster", "Synchronizing", "TeamStore",
                "Telling", "TestKit", "Workspace", grdb,
            ],
            path: "Tests/Adversity/Harness",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "campaign",
            dependencies: ["Harness", "Invariants", "Simulation"],
            path: "Tests/Adversity/campaign",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "mutant",
            dependencies: ["Accounts", "InMemory", "Invariants", "Synchronizing", "TeamStore", "Workspace", grdb],
            path: "Tests/Adversity/mutant",
            swiftSettings: settings
        ),
        .target(name: "CHarness", path: "Tests/Adversity/CHarness"),
        .target(name: "CVTerm", path: "Tests/Support/CVTerm", linkerSettings: [.linkedLibrary("vterm")]),
    ]
)
