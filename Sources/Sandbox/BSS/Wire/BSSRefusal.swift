/// Why the BSS does not do what it is asked for: an HTTP status and its words.
struct BSSRefusal: Error {
    var status: Int
    var message: String

    static func badRequest(_ message: String) -> BSSRefusal { BSSRefusal(status: 400, message: message) }
    static func noAccount(_ id: Int) -> BSSRefusal {
        BSSRefusal(status: 404, message: "Account \(id) does not exist.")
    }
}
