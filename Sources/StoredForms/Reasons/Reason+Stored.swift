package import Accounts

extension Reason: StoredWhole {
    package static let stored: [StoredCase<Self>] = [
        .init("notSent", notSent, .part),
        .init("inDoubt", inDoubt, .part),
        .init("refused", refused, .number, .text),
        .init("words", words, .text),
        .init("throttled", .throttled), .init("absent", .absent), .init("abandoned", .abandoned),
        .init("unlinked", .unlinked), .init("notSentAfterAll", .notSentAfterAll),
        .init("endedBeforeSending", .endedBeforeSending), .init("throttledAndStopped", .throttledAndStopped),
    ]
}

extension Doubt: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("status", status, .number),
        .init("noAnswer", noAnswer, .part),
        .init("timedOut", .broken(.timedOut)), .init("connectionLost", .broken(.connectionLost)),
        .init("unreadable", .broken(.unreadable)), .init("ownerDied", .ownerDied),
        .init("unknownToBook", .unknownToBook),
    ]
}

extension Unreadable: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("notUTF8", notUTF8, .number),
        .init("cut", cut, .number),
        .init("notJSON", notJSON, .number, .column),
        .init("tooDeep", tooDeep, .number),
        .init("memberTwice", memberTwice, .name),
        .init("code", code, .number),
        .init("codeWithoutResult", codeWithoutResult, .number),
        .init("resultHidden", { .result(.hidden($0)) }, .number),
        .init("resultTooLong", { .result(.tooLong(limit: $0)) }, .number),
        .init("fieldTwice", fieldTwice, .name),
        .init("tooLong", .tooLong), .init("cutOff", .cutOff), .init("empty", .empty), .init("page", .page),
        .init("notAnObject", .notAnObject), .init("noCode", .noCode), .init("codeNotInteger", .codeNotInteger),
        .init("twoCodes", .twoCodes), .init("neitherCodeNorResult", .neitherCodeNorResult),
        .init("resultEmpty", .result(.empty)), .init("fieldWithoutID", .fieldWithoutID),
    ]
}

extension Unsent: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("nameNotResolved", nameNotResolved, .host),
        .init("connectionRefused", connectionRefused, .host),
        .init("connectionTimedOut", connectionTimedOut, .host),
        .init("tlsFailed", tlsFailed, .host, .part),
        .init("proxyFailed", proxyFailed, .part),
        .init("invalidRequest", invalidRequest, .part),
        .init("circuitOpen", circuitOpen, .seconds),
        .init("gateClosed", .gateClosed), .init("cancelled", .cancelled),
    ]
}

extension TLSFault: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("expired", expired, .name, .seconds),
        .init("notYetValid", notYetValid, .name, .seconds),
        .init("otherHost", otherHost, .names),
        .init("selfSigned", selfSigned, .file),
        .init("unknownRoot", unknownRoot, .name, .file),
        .init("missingIssuer", missingIssuer, .issuer, .name, .file),
        .init("caFileIsNoRoot", caFileIsNoRoot, .name, .issuer, .file),
        .init("other", other, .text),
        .init("untrusted", .untrusted), .init("noCommonProtocol", .noCommonProtocol), .init("notTLS", .notTLS),
        .init("noHandshake", .noHandshake),
    ]
}

extension ProxyFault: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("nameNotResolved", nameNotResolved, .proxy),
        .init("unreachable", unreachable, .proxy),
        .init("timedOut", timedOut, .proxy, .host),
        .init("noWay", noWay, .proxy, .host),
        .init("unauthorized", unauthorized, .proxy),
        .init("otherKind", { .setting(variable: $0, .otherKind) }, .name),
        .init("notHTTP", { .setting(variable: $0, .notHTTP) }, .name),
        .init("notAURL", { .setting(variable: $0, .notAURL) }, .name),
    ]
}

extension RequestFault: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("url", url, .part),
        .init("plainHTTP", plainHTTP, .host),
        .init("headerName", headerName, .name),
        .init("headerValue", headerValue, .name),
        .init("library", library, .text),
        .init("secret", { .unusable(.secret($0)) }, .part),
        .init("caFile", { .unusable(.caFile($0, $1)) }, .file, .part),
        .init("noDiscoveryURL", .noDiscoveryURL), .init("body", .body),
    ]
}

extension WebURL.Problem: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("scheme", scheme, .text),
        .init("hidden", hidden, .number),
        .init("character", character, .number),
        .init("host", host, .text),
        .init("foreignHost", foreignHost, .text),
        .init("port", port, .text),
        .init("tooLong", tooLong, .number),
        .init("notAbsolute", .notAbsolute), .init("userInfo", .userInfo), .init("fragment", .fragment),
        .init("percent", .percent),
    ]
}

extension SecretFailure: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("noVariable", noVariable, .name),
        .init("unreadable", unreadable, .file, .part),
        .init("exposed", exposed, .file),
        .init("notAFile", notAFile, .file),
        .init("commandFailed", commandFailed, .number),
        .init("commandTimedOut", commandTimedOut, .seconds),
        .init("commandOutput", commandOutput, .part),
        .init("empty", empty, .text),
        .init("hidden", hidden, .text, .number),
        .init("whiteSpace", whiteSpace, .text),
    ]
}

extension SecretFailure.Fault: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("system", system, .text),
        .init("missing", .missing), .init("forbidden", .forbidden), .init("tooLong", .tooLong),
        .init("notUTF8", .notUTF8),
    ]
}

extension CAFileFault: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("system", system, .text),
        .init("missing", .missing), .init("notAFile", .notAFile), .init("empty", .empty),
        .init("noCertificate", .noCertificate), .init("broken", .broken),
    ]
}
