/// A text that is to be a URL, read part by part: all that is wrong with it, in the order in which it is looked for.
///
/// Where nothing is, there are a host and a port.
struct URLReading {
    let text: String
    private(set) var problems: [WebURL.Problem] = []
    private(set) var scheme = ""
    private(set) var host: String?
    private(set) var port: Int?
    private(set) var path = ""
    private(set) var query = ""

    init(_ text: some StringProtocol) {
        self.text = text.trimmed
        // What nobody sees, or is too long, is not looked at any further.
        if let hidden = self.text.firstHidden {
            problems = [.hidden(hidden)]
            return
        }
        guard self.text.utf8.count <= WebURL.longest else {
            problems = [.tooLong(limit: WebURL.longest)]
            return
        }
        let parts: URLParts
        do throws(WebURL.Problem) {
            parts = try URLParts(self.text)
        } catch {
            problems = [error]
            return
        }
        scheme = parts.scheme
        if parts.hasUserInfo { problems.append(.userInfo) }
        if parts.hasFragment { problems.append(.fragment) }
        let place = note { () throws(WebURL.Problem) in try parts.hostAndPort() }
        if !["https", "http"].contains(scheme) { problems.append(.scheme(scheme)) }
        if let place {
            let usual = scheme == "https" ? 443 : 80
            host = note { () throws(WebURL.Problem) in try URLHost.read(place.host) }
            port = note { () throws(WebURL.Problem) in try URLParts.port(place.digits, else: usual) }
        }
        path = URLPath.normal(parts.path, noting: &problems)
        if let text = parts.query { query = "?" + URLPath.decoded(text, noting: &problems) }
    }

    private mutating func note<Value>(_ read: () throws(WebURL.Problem) -> Value) -> Value? {
        do throws(WebURL.Problem) {
            return try read()
        } catch {
            problems.append(error)
            return nil
        }
    }
}
