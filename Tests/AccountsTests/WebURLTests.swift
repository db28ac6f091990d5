import Accounts
import Foundation
import Telling
import Testing

/// URLs by the grammar of RFC 3986: what is taken, what is compared, and what is refused with which cure.
@Suite struct WebURLTests {
    private func problem(_ text: String) -> String? {
        do throws(WebURL.Problem) {
            _ = try WebURL(text)
            return nil
        } catch {
            return error.phrase
        }
    }

    @Test(arguments: [
        "https://sm.example.com/a", "https://sm.example.com:443/a", "https://sm.example.com:0443/a",
        "https://sm.example.com:/a", "HTTPS://sm.example.com/a", "https://SM.Example.COM/a",
        "https://sm.example.com./a", "https://sm.example.com/%61", "https://sm.example.com/b/../a",
        "https://sm.example.com/./a", "https://sm.example.com/b/%2E%2e/a", "https://sm.example.com/../a",
        " https://sm.example.com/a\n",
    ])
    func `spellings of one URL have one normal form`(text: String) throws {
        #expect(try WebURL(text).normal == "https://sm.example.com/a")
    }

    @Test(arguments: [
        ("https://a.example", "https://a.example/"), ("https://a.example?x", "https://a.example/?x"),
        ("https://a.example/x%2fy%C3%a4", "https://a.example/x%2Fy%C3%A4"),
        ("https://a.example/a/b/..", "https://a.example/a/"), ("https://a.example/a//b/.", "https://a.example/a//b/"),
        ("https://a.example/?q=%7E%2f&A=/../?", "https://a.example/?q=~%2F&A=/../?"),
        ("http://a.example:80/", "http://a.example/"), ("http://a.example:443/", "http://a.example:443/"),
        ("https://[0:0:0:0:0:0:0:1]:8443/", "https://[::1]:8443/"),
        ("https://[2001:DB8::A]/", "https://[2001:db8::a]/"),
        ("https://127.0.0.1:65535", "https://127.0.0.1:65535/"), ("https://my_host-1/", "https://my_host-1/"),
    ])
    func `the normal form is that of RFC 3986`(text: String, normal: String) throws {
        #expect(try WebURL(text).normal == normal)
        #expect(try WebURL(normal).normal == normal)
        #expect(try WebURL(text).text == text)
    }

    @Test(arguments: [
        ("https://a.example/a", "https://a.example/A"), ("https://a.example/a", "https://a.example/a/"),
        ("https://a.example/a", "http://a.example/a"), ("https://a.example/a?x=1", "https://a.example/a?x=2"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"), ("https://a.example:8443/", "https://a.example/"),
        ("https://a.example/a?", "https://a.example/a"),
    ])
    func `what is not the same stays apart`(one: String, other: String) throws {
        #expect(try WebURL(one).normal != WebURL(other).normal)
    }

    @Test(arguments: [
        ("https://a.example:181320/", "has the port 181320: a port is a number from 1 to 65535"),
        ("https://a.example:0/", "has the port 0: a port is a number from 1 to 65535"),
        ("https://a.example:-1/", "has the port -1: a port is a number from 1 to 65535"),
        ("https://a.example:8 0/", "has the port 8 0: a port is a number from 1 to 65535"),
        (
            "https://a.example:443443443443443443443443/",
            "has the port 44344344344344344344: a port is a number from 1 to 65535"
        ),
        ("https://[::1]:65536/", "has the port 65536: a port is a number from 1 to 65535"),
        ("https://u@a.example/", "holds a user name: leave it out, secrets have members of their own"),
        ("https://a.example/#top", "has a fragment, which is never sent: leave out the # and what follows it"),
        ("https://a.example/a b", "holds a space: percent-encode it (%20)"),
        ("https://a.example/ä", "holds \"ä\": percent-encode it (%C3%A4)"),
        ("https://a.example/{id}", "holds \"{\": percent-encode it (%7B)"),
        ("https://a.example/\\b", "holds \"\\\": percent-encode it (%5C)"),
        (
            "https://a.example/%4",
            "holds a % without two hexadecimal digits after it: write %25 for the character itself"
        ),
        (
            "https://a.example/?%zz",
            "holds a % without two hexadecimal digits after it: write %25 for the character itself"
        ),
        ("https://a.exa\u{200B}mple/", "holds U+200B (ZERO WIDTH SPACE), which is invisible: type it again without it"),
        ("https://a.example/a\tb", "holds U+0009 (TAB), which is invisible: type it again without it"),
        ("https://müller.example/", "names a host in letters that do not travel: write xn--mller-kva.example"),
        ("https://a..example/", "names \"a..example\", which is not a host: correct the name or the address"),
        ("https://-a.example/", "names \"-a.example\", which is not a host: correct the name or the address"),
        ("https://a%2eexample/", "names \"a%2eexample\", which is not a host: correct the name or the address"),
        ("https://127.1/", "names \"127.1\", which is not a host: correct the name or the address"),
        ("https://0x7f000001/", "names \"0x7f000001\", which is not a host: correct the name or the address"),
        ("https://256.0.0.1/", "names \"256.0.0.1\", which is not a host: correct the name or the address"),
        ("https://[::g]/", "names \"[::g]\", which is not a host: correct the name or the address"),
        ("https://[::1/", "names \"[\", which is not a host: correct the name or the address"),
        ("https://[::1]a/", "names \"[::1]a\", which is not a host: correct the name or the address"),
        ("https://:443/", "is not a URL: write one that begins with https:// and a host"),
        ("https:///a", "is not a URL: write one that begins with https:// and a host"),
        ("https:/a.example", "is not a URL: write one that begins with https:// and a host"),
        ("/a?u=http://b", "is not a URL: write one that begins with https:// and a host"),
        ("", "is not a URL: write one that begins with https:// and a host"),
        ("gopher://a.example", "begins with gopher://: write a URL that begins with https://"),
    ])
    func `what cannot be called is refused with its cure`(text: String, phrase: String) {
        #expect(problem(text) == phrase)
    }

    @Test func `a URL, a host and a label have a longest length`() {
        let long = String(repeating: "a", count: 2000)
        #expect(problem("https://a.example/" + long) == "is longer than 2000 bytes: shorten it")
        #expect(problem("https://\(long.prefix(64)).example/")?.hasSuffix("correct the name or the address") == true)
        #expect(problem("https://\(long.prefix(63)).example/") == nil)
        let labels = Array(repeating: String(long.prefix(50)), count: 6).joined(separator: ".")
        #expect(problem("https://\(labels)/")?.hasSuffix("correct the name or the address") == true)
    }

    @Test func `one vendor has one claim key, however its application and its URL are spelled`() {
        func key(_ application: String, _ url: String) -> String {
            ProvisioningSystem(
                name: "x",
                applicationID: application,
                apiKey: .environment("KEY"),
                endpoints: Endpoints(syncOptions: "o", synchronize: url, exists: "e")
            )
            .claimKey
        }
        let guid = "6f0c2b7e-51f4-4a53-9d3e-5a0d0b5f7c11"
        let one = key(guid, "https://sm.example.com/a")
        #expect(one == "\(guid) https://sm.example.com/a")
        for application in [
            guid.uppercased(), "{\(guid)}", "(\(guid.uppercased()))", guid.filter { $0 != "-" }, " \(guid) ",
        ] {
            #expect(key(application, "HTTPS://SM.example.com:443/b/../%61") == one)
        }
        #expect(key("other", "https://sm.example.com/a") != one)
        #expect(key("App", "https://a.example/") == key("app", "https://a.example"))
        #expect(key("app", "http://127.0.0.1:181320/a") == "app http://127.0.0.1:181320/a")
    }
}
