import Accounts
import FoundationEssentials
import Samples
import Testing

@Suite struct ValueTests {
    @Test func `a secret is never printed`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        let all = ["\(secret)", String(describing: secret), String(reflecting: secret), dumped, "\([secret])"].joined()
        #expect(!all.contains("hunter2"))
        #expect(secret.reveal() == "hunter2")
    }

    @Test func `a secret is named by where it is`() {
        #expect(SecretReference("env:KEY") == .environment("KEY"))
        #expect(SecretReference("file:a/b") == .file("a/b"))
        #expect(SecretReference("command:pass show x") == .command("pass show x"))
        for bare in ["hunter2", "", "env:", "http://x"] { #expect(SecretReference(bare) == nil) }
    }

    @Test func `a state is known by its name in any spelling`() {
        for state in SyncState.allCases { #expect(SyncState(name: state.rawValue.uppercased()) == state) }
        #expect(SyncState(name: "already-at_the vendor") == .atVendor)
    }

    @Test func `the first fault of an account's own data is told in a word`() {
        func fault(_ change: (inout Account) -> Void) -> AccountFault? {
            var account = Samples.customer
            change(&account)
            return AccountFault(account)
        }
        #expect(fault { _ in } == nil)
        #expect(fault { $0.email = "" } == .emailMissing)
        #expect(fault { $0.email = "x" } == .emailInvalid)
        #expect(fault { $0.country = "" } == .countryMissing)
        #expect(fault { $0.country = "XX" } == .countryUnknown)
        #expect(fault { $0.country = "UK" } == .countryUnknown)
        #expect(fault { $0.country = "xk" } == nil)
        #expect(fault { $0.email = "info@sunny" } == nil)
        #expect(fault { $0.email = "info@sunny.example\u{200B}" } == .emailInvalid)
        #expect(fault { $0.parent = nil } == .parentMissing)
        for (unseen, found) in [(0, .emailMissing), (1, .emailMissing), (2, .gone)] as [(Int, AccountFault)] {
            #expect(
                fault {
                    $0.email = ""
                    $0.origin = Account.Origin(.bss, asOf: .distantPast, unseen: unseen)
                } == found
            )
        }
    }

    @Test func `two names of one application at one URL are one vendor`() {
        #expect(Samples.system(name: "A").claimKey == Samples.system(name: "B").claimKey)
        #expect(Samples.system().claimKey != Samples.system("https://other.example").claimKey)
    }
}
