import Accounts
import Foundation
import StoredForms
import Testing

@testable import AccountStore

/// Reasons as they stand in files: each has its line, which no renaming may change.
@Suite struct ReasonTests {
    private static let day = Date(timeIntervalSinceReferenceDate: 800_000_000)

    static let golden: [(Reason, String)] = [
        (.throttled, #"{"kind":"throttled"}"#),
        (.throttledAndStopped, #"{"kind":"throttledAndStopped"}"#),
        (.absent, #"{"kind":"absent"}"#),
        (.abandoned, #"{"kind":"abandoned"}"#),
        (.unlinked, #"{"kind":"unlinked"}"#),
        (.notSentAfterAll, #"{"kind":"notSentAfterAll"}"#),
        (.endedBeforeSending, #"{"kind":"endedBeforeSending"}"#),
        (.words("old"), #"{"kind":"words","text":"old"}"#),
        (.refused(status: 422, message: "no/\"x\""), #"{"kind":"refused","number":422,"text":"no/\"x\""}"#),
    ]

    static let unsent: [(Unsent, String)] = [
        (.nameNotResolved(host: "h"), #"{"host":"h","kind":"notSent.nameNotResolved"}"#),
        (.connectionRefused(host: "h"), #"{"host":"h","kind":"notSent.connectionRefused"}"#),
        (.connectionTimedOut(host: "h"), #"{"host":"h","kind":"notSent.connectionTimedOut"}"#),
        (.gateClosed, #"{"kind":"notSent.gateClosed"}"#),
        (.cancelled, #"{"kind":"notSent.cancelled"}"#),
        (.circuitOpen(for: .milliseconds(1500)), #"{"kind":"notSent.circuitOpen","seconds":1.5}"#),
    ]

    static let faults: [(TLSFault, String)] = [
        (.expired(certificate: "n", on: day), #""kind":"notSent.tlsFailed.expired","name":"n","seconds":800000000}"#),
        (
            .notYetValid(certificate: "n", from: day),
            #""kind":"notSent.tlsFailed.notYetValid","name":"n","seconds":800000000}"#
        ),
        (.otherHost(names: ["a", "b"]), #""kind":"notSent.tlsFailed.otherHost","names":["a","b"]}"#),
        (.selfSigned(caFile: nil), #""kind":"notSent.tlsFailed.selfSigned"}"#),
        (.unknownRoot("r", caFile: nil), #""kind":"notSent.tlsFailed.unknownRoot","name":"r"}"#),
        (
            .missingIssuer("i", of: "n", caFile: nil),
            #""issuer":"i","kind":"notSent.tlsFailed.missingIssuer","name":"n"}"#
        ),
        (.untrusted, #""kind":"notSent.tlsFailed.untrusted"}"#),
        (.noCommonProtocol, #""kind":"notSent.tlsFailed.noCommonProtocol"}"#),
        (.notTLS, #""kind":"notSent.tlsFailed.notTLS"}"#),
        (.noHandshake, #""kind":"notSent.tlsFailed.noHandshake"}"#),
        (.other("words"), #""kind":"notSent.tlsFailed.other","text":"words"}"#),
    ]

    static let proxies: [(ProxyFault, String)] = [
        (.nameNotResolved(proxy: "p:1"), #"{"kind":"notSent.proxyFailed.nameNotResolved","proxy":"p:1"}"#),
        (.unreachable(proxy: "p:1"), #"{"kind":"notSent.proxyFailed.unreachable","proxy":"p:1"}"#),
        (.timedOut(proxy: "p:1", host: "h"), #"{"host":"h","kind":"notSent.proxyFailed.timedOut","proxy":"p:1"}"#),
        (.noWay(proxy: "p:1", host: "h"), #"{"host":"h","kind":"notSent.proxyFailed.noWay","proxy":"p:1"}"#),
        (.unauthorized(proxy: nil), #"{"kind":"notSent.proxyFailed.unauthorized"}"#),
        (.setting(variable: "V", .otherKind), #"{"kind":"notSent.proxyFailed.otherKind","name":"V"}"#),
        (.setting(variable: "V", .notHTTP), #"{"kind":"notSent.proxyFailed.notHTTP","name":"V"}"#),
        (.setting(variable: "V", .notAURL), #"{"kind":"notSent.proxyFailed.notAURL","name":"V"}"#),
    ]

    static let requests: [(RequestFault, String)] = [
        (.url(.notAbsolute), #"url.notAbsolute"}"#), (.url(.scheme("ftp")), #"url.scheme","text":"ftp"}"#),
        (.url(.userInfo), #"url.userInfo"}"#), (.url(.fragment), #"url.fragment"}"#),
        (.url(.hidden("\u{200B}")), #"url.hidden","number":8203}"#),
        (.url(.character(" ")), #"url.character","number":32}"#), (.url(.percent), #"url.percent"}"#),
        (.url(.host("a_b")), #"url.host","text":"a_b"}"#),
        (.url(.foreignHost(ascii: "xn--a")), #"url.foreignHost","text":"xn--a"}"#),
        (.url(.port("0")), #"url.port","text":"0"}"#), (.url(.tooLong(limit: 9)), #"url.tooLong","number":9}"#),
        (.noDiscoveryURL, #"noDiscoveryURL"}"#), (.headerName("X"), #"headerName","name":"X"}"#),
        (.headerValue("X"), #"headerValue","name":"X"}"#), (.body, #"body"}"#),
        (.library("w"), #"library","text":"w"}"#),
        (.unusable(.secret(.noVariable("K"))), #"secret.noVariable","name":"K"}"#),
        (.unusable(.secret(.commandFailed(status: -9))), #"secret.commandFailed","number":-9}"#),
        (.unusable(.secret(.commandTimedOut(after: .seconds(30)))), #"secret.commandTimedOut","seconds":30}"#),
        (.unusable(.secret(.commandOutput(.notUTF8))), #"secret.commandOutput.notUTF8"}"#),
        (.unusable(.secret(.commandOutput(.tooLong))), #"secret.commandOutput.tooLong"}"#),
        (.unusable(.secret(.empty(.environment("K")))), #"secret.empty","text":"env:K"}"#),
        (.unusable(.secret(.hidden(.file("f"), "\u{200B}"))), #"secret.hidden","number":8203,"text":"file:f"}"#),
        (.unusable(.secret(.whiteSpace(.command("c")))), #"secret.whiteSpace","text":"command:c"}"#),
    ]

    static let files: [(Unusable, String)] = [
        (.secret(.unreadable(path: "f", .missing)), #"secret.unreadable.missing"}"#),
        (.secret(.unreadable(path: "f", .forbidden)), #"secret.unreadable.forbidden"}"#),
        (.secret(.unreadable(path: "f", .system("w"))), #"secret.unreadable.system","text":"w"}"#),
        (.secret(.exposed(path: "f")), #"secret.exposed"}"#), (.secret(.notAFile(path: "f")), #"secret.notAFile"}"#),
        (.caFile("f", .missing), #"caFile.missing"}"#), (.caFile("f", .notAFile), #"caFile.notAFile"}"#),
        (.caFile("f", .empty), #"caFile.empty"}"#), (.caFile("f", .noCertificate), #"caFile.noCertificate"}"#),
        (.caFile("f", .broken), #"caFile.broken"}"#), (.caFile("f", .system("w")), #"caFile.system","text":"w"}"#),
    ]

    static let doubts: [(Doubt, String)] = [
        (.broken(.timedOut), #"timedOut"}"#), (.broken(.connectionLost), #"connectionLost"}"#),
        (.broken(.unreadable), #"unreadable"}"#), (.status(502), #"status","number":502}"#),
        (.ownerDied, #"ownerDied"}"#), (.unknownToBook, #"unknownToBook"}"#),
        (.noAnswer(.tooLong), #"noAnswer.tooLong"}"#),
        (.noAnswer(.cutOff), #"noAnswer.cutOff"}"#), (.noAnswer(.empty), #"noAnswer.empty"}"#),
        (.noAnswer(.page), #"noAnswer.page"}"#), (.noAnswer(.notUTF8(line: 2)), #"noAnswer.notUTF8","number":2}"#),
        (.noAnswer(.cut(line: 2)), #"noAnswer.cut","number":2}"#),
        (.noAnswer(.tooDeep(limit: 32)), #"noAnswer.tooDeep","number":32}"#),
        (.noAnswer(.notAnObject), #"noAnswer.notAnObject"}"#),
        (.noAnswer(.memberTwice("a")), #"noAnswer.memberTwice","name":"a"}"#),
        (.noAnswer(.noCode), #"noAnswer.noCode"}"#), (.noAnswer(.codeNotInteger), #"noAnswer.codeNotInteger"}"#),
        (.noAnswer(.twoCodes), #"noAnswer.twoCodes"}"#), (.noAnswer(.code(-3)), #"noAnswer.code","number":-3}"#),
        (.noAnswer(.codeWithoutResult(1)), #"noAnswer.codeWithoutResult","number":1}"#),
        (.noAnswer(.neitherCodeNorResult), #"noAnswer.neitherCodeNorResult"}"#),
        (.noAnswer(.result(.empty)), #"noAnswer.resultEmpty"}"#),
        (.noAnswer(.result(.hidden("\n"))), #"noAnswer.resultHidden","number":10}"#),
        (.noAnswer(.result(.tooLong(limit: 5))), #"noAnswer.resultTooLong","number":5}"#),
        (.noAnswer(.fieldTwice("a")), #"noAnswer.fieldTwice","name":"a"}"#),
        (.noAnswer(.fieldWithoutID), #"noAnswer.fieldWithoutID"}"#),
    ]

    private static var all: [(Reason, String)] {
        var all = golden
        all += unsent.map { (.notSent($0.0), $0.1) }
        all += faults.map { (.notSent(.tlsFailed(host: "h", $0.0)), #"{"host":"h","# + $0.1) }
        all += proxies.map { (.notSent(.proxyFailed($0.0)), $0.1) }
        all += requests.map { (.notSent(.invalidRequest($0.0)), #"{"kind":"notSent.invalidRequest."# + $0.1) }
        all += files.map {
            (.notSent(.invalidRequest(.unusable($0.0))), #"{"file":"f","kind":"notSent.invalidRequest."# + $0.1)
        }
        all += doubts.map { (.inDoubt($0.0), #"{"kind":"inDoubt."# + $0.1) }
        all += [
            (
                .notSent(.invalidRequest(.plainHTTP(host: "h"))),
                #"{"host":"h","kind":"notSent.invalidRequest.plainHTTP"}"#
            ),
            (
                .notSent(.tlsFailed(host: "h", .caFileIsNoRoot(certificate: "n", issuer: "i", caFile: "f"))),
                #"{"file":"f","host":"h","issuer":"i","kind":"notSent.tlsFailed.caFileIsNoRoot","name":"n"}"#
            ),
            (
                .notSent(.tlsFailed(host: "h", .selfSigned(caFile: "f"))),
                #"{"file":"f","host":"h","kind":"notSent.tlsFailed.selfSigned"}"#
            ),
            (
                .inDoubt(.noAnswer(.notJSON(line: 2, column: 3))),
                #"{"column":3,"kind":"inDoubt.noAnswer.notJSON","number":2}"#
            ),
        ]
        return all
    }

    @Test func `every reason has its line, and is read from it`() throws {
        for (reason, line) in Self.all {
            #expect(try reason.stored.json() == line)
            #expect(Reason(stored: line) == reason)
        }
    }

    @Test(arguments: [
        "", "gone", "{}", #"{"kind":"later"}"#, #"{"kind":"notSent.later","host":"h"}"#, #"{"kind":"refused"}"#,
        #"{"kind":"inDoubt.status","number":"x"}"#, #"{"kind":"notSent.circuitOpen","seconds":1e300}"#,
    ])
    func `what this version does not know is words, and no damage`(stored: String) {
        #expect(Reason(stored: stored) == .words(stored))
    }
}
