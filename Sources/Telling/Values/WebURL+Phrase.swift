package import Accounts

extension WebURL.Problem {
    /// What is wrong and what to do now, to follow the name of the value.
    package var phrase: String {
        switch self {
        case .notAbsolute: "is not a URL: write one that begins with https:// and a host"
        case .scheme(let scheme): "begins with \(scheme)://: write a URL that begins with https://"
        case .userInfo: "holds a user name: leave it out, secrets have members of their own"
        case .fragment: "has a fragment, which is never sent: leave out the # and what follows it"
        case .hidden(let character): "holds \(character.spoken), which is invisible: type it again without it"
        case .character(let character): "holds \(character.inURL): percent-encode it (\(character.percentEncoded))"
        case .percent: "holds a % without two hexadecimal digits after it: write %25 for the character itself"
        case .host(let host): "names \"\(host)\", which is not a host: correct the name or the address"
        case .foreignHost(let ascii) where ascii.isEmpty:
            "names a host in letters that do not travel: write its form that begins with xn--"
        case .foreignHost(let ascii): "names a host in letters that do not travel: write \(ascii)"
        case .port(let port): "has the port \(port): a port is a number from 1 to 65535"
        case .tooLong(let limit): "is longer than \(limit) bytes: shorten it"
        }
    }
}

extension Unicode.Scalar {
    fileprivate var inURL: String { self == " " ? "a space" : "\"\(self)\"" }

    fileprivate var percentEncoded: String {
        String(self).utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
