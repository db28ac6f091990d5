import Accounts
import Synchronizing

/// One of each reason, however deep it lies.
enum ReasonKinds {
    static let proxyFaults: [ProxyFault] =
        [
            .nameNotResolved(proxy: "p:1"), .unreachable(proxy: "p:1"), .timedOut(proxy: "p:1", host: "h"),
            .noWay(proxy: "p:1", host: "h"), .unauthorized(proxy: nil), .unauthorized(proxy: "p:1"),
        ] + [ProxyFault.Setting.otherKind, .notHTTP, .notAURL].map { .setting(variable: "HTTPS_PROXY", $0) }

    static let requestFaults: [RequestFault] =
        [
            .url(.notAbsolute), .plainHTTP(host: "h"), .noDiscoveryURL, .headerName("X"), .headerValue("X"), .body,
            .library("words"),
        ] + unusable.map { .unusable($0) }

    static let unusable: [Unusable] =
        secretFailures.map { .secret($0) }
        + [CAFileFault.missing, .notAFile, .empty, .noCertificate, .broken, .system("words")]
        .map { .caFile("ca.pem", $0) }

    static let secretFailures: [SecretFailure] =
        [
            .noVariable("KEY"), .exposed(path: "/k"), .notAFile(path: "/k"), .commandFailed(status: 1),
            .commandFailed(status: -9), .commandTimedOut(after: .seconds(30)), .empty(.environment("KEY")),
            .hidden(.environment("KEY"), "\u{200B}"), .whiteSpace(.environment("KEY")),
        ]
        + [SecretFailure.Fault.missing, .forbidden, .tooLong, .notUTF8, .system("words")]
        .flatMap { [.unreadable(path: "/k", $0), .commandOutput($0)] }

    static let unreadable: [Unreadable] = [
        .tooLong, .cutOff, .empty, .page, .notUTF8(line: 1), .cut(line: 1), .notJSON(line: 1, column: 2),
        .tooDeep(limit: 32), .notAnObject, .memberTwice("Code"), .noCode, .codeNotInteger, .twoCodes, .code(7),
        .codeWithoutResult(1), .neitherCodeNorResult, .result(.hidden("\u{200B}")), .result(.tooLong(limit: 500)),
        .fieldTwice("role"), .fieldWithoutID,
    ]

    static let differences: [PlanDifference] = [
        .accountGone, .trait("email", planned: "a", now: "b"), .trait("gone", planned: "", now: "true"), .parent,
        .parentGone("R-1"), .state,
        .field(label: "Role"),
    ]
}
